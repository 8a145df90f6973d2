// What the server puts before the worker's text (count/web/assets.py).

/** The version of the files that are kept, where they lie, and their paths. */
declare const KEPT: { version: string; place: string; assets: string[] };
