"""Acts read back fast: the same acts as those that are checked through and through."""

import pytest

from count.ledger import acts
from count.ledger.fast_read import trusted
from tests.count.every_act import full, good


@pytest.mark.parametrize("act", sorted(acts.VOCABULARY))
def test_an_act_read_fast_is_the_same_act(act: str) -> None:
    for body in (full(act), good(act)):
        once = acts.read(body)
        content = {**once.content(), "id": once.id}
        # Trusted twice: its shape is checked the first time and known the second.
        for again in (trusted(content), trusted(content)):
            assert again == once
            assert type(again) is type(once)
            assert again.content() == once.content()
