// The size of text, from how far the back row sits and how large the screen is.
//
// A letter is read in comfort from 0.4 m for each mm of its capital's height, which is 0.7 of the size
// of the type: size in vh = 357 × distance in m / height of the screen in mm.

const root = document.documentElement;
let hall = { distance: 0, diagonal: 0 };

// Take `distance` (m) and `diagonal` (inches); without both, text is a share of the screen.
/** @param {{ distance?: unknown, diagonal?: unknown }} hall */
export function resize({ distance, diagonal }) {
  hall = { distance: Number(distance) || 0, diagonal: Number(diagonal) || 0 };
  measure();
}

// Whether the size of text follows from the hall, so that it may not be set smaller to fit more.
export function measured() {
  return hall.distance > 0 && hall.diagonal > 0;
}

// Measure the screen again; `scale` is the operator's own wish. Where text is large for its screen the board
// is set `tight`, and what stood beside goes below (`stacked`), as on a screen that is held upright.
/** @param {number} [scale] */
export function measure(scale = 1) {
  const short = Math.min(innerWidth, innerHeight);
  let px = 0.033 * short;
  if (measured()) {
    const height = (hall.diagonal * 25.4 * innerHeight) / Math.hypot(innerWidth, innerHeight);
    const share = (357 * hall.distance) / height / 100;
    // Never so small that it is no board, nor so large that no word fits a line.
    px = Math.min(Math.max(share * innerHeight, 10), short / 8);
    root.style.setProperty("--read", `${px.toFixed(2)}px`);
  } else {
    root.style.removeProperty("--read");
  }
  const tight = root.classList.contains("wall") && px * scale > 0.043 * short;
  root.classList.toggle("tight", tight);
  root.classList.toggle("stacked", tight || innerHeight > innerWidth || innerWidth < 640);
}
