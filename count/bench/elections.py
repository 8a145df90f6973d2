"""Made elections for the bench: voters and candidates in a plane, each voter ranks who is near.

The same seed gives the same papers. Distances are floats; papers and votes are whole numbers.
"""

from pathlib import Path

import numpy as np

from tally_core.papers import Papers


def papers_of(number: int, candidates: int, seed: int, mean: int | None = None) -> Papers:
    """So many papers, equal ones together and in order; each ranks up to all candidates, `mean` on average."""
    chance = np.random.default_rng(seed)
    stand = chance.normal(size=(candidates, 2)) * 0.8
    live = chance.normal(size=(number, 2))
    away = ((live[:, None, :] - stand[None, :, :]) ** 2).sum(axis=2)
    away += chance.normal(scale=0.3, size=away.shape)
    ranked = np.argsort(away, axis=1).astype(np.int8) + 1
    chosen = mean if mean is not None else (candidates + 1) // 2
    lengths = 1 + chance.binomial(candidates - 1, (chosen - 1) / (candidates - 1), size=number)
    ranked[np.arange(candidates)[None, :] >= lengths[:, None]] = 0
    ranked, weights = np.unique(ranked, axis=0, return_counts=True)
    lengths = (ranked > 0).sum(axis=1)
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    preferences = (ranked[ranked > 0] - 1).astype(np.int32)
    return Papers(candidates, starts, preferences, weights.astype(np.int64))


def write_blt(path: Path, papers: Papers, seats: int) -> None:
    """The papers as a BLT file, a line a group."""
    words = [b" %d" % (who + 1) for who in range(papers.candidates)]
    starts, preferences = papers.starts.tolist(), papers.preferences.tolist()
    with path.open("wb") as file:
        file.write(b"%d %d\n" % (papers.candidates, seats))
        file.writelines(
            b"%d%s 0\n" % (weight, b"".join([words[who] for who in preferences[first:end]]))
            for weight, first, end in zip(
                papers.weights.tolist(), starts[:-1], starts[1:], strict=True
            )
        )
        file.write(b"0\n")
        file.writelines(b'"Candidate %d"\n' % (who + 1) for who in range(papers.candidates))
        file.write(b'"Made"\n')
