"""The poll as it was set up: contests, candidates, boxes, tables, people, and the names of all of them."""
