// The page of one board: the newest picture always, and a loud word when that cannot be promised.

import { Feed } from "./feed.js";
import { arrange, keys } from "./pages.js";
import { beLoud, board, show } from "./show.js";
import { resize } from "./size.js";

const page = document.body.dataset;
const asked = new URLSearchParams(location.search);

const feed = new Feed(page.live ?? "", {
  position: [Number(page.epoch ?? -1), Number(page.seq ?? -1)],
  heard: show,
  refused: (barred) => {
    if (barred) board.replaceChildren();
  },
});

resize({ distance: asked.get("distance"), diagonal: asked.get("diagonal") });
keys(board);
arrange(board);
beLoud();
feed.open();
