"""Every finding leads to the one place where it is put right, and every such place is a page of the hall."""

from count.findings.catalogue import catalogue
from count.findings.finding import Finding
from count.findings.gate import findings
from count.ledger.acts import VOCABULARY
from count.views.mending import BY_DECIDING, DECISIONS, finding_view, mend
from tests.count.halls import DORA, SUE, Story, bringing, night, verification


def finding(code: str, *piles: str) -> Finding:
    return Finding(code, "blocks", "words", "remedy", "law", piles=piles)


STANDING = Story().tell_all(verification()).standing


def href(*piles: str) -> str | None:
    place = mend(finding("papers-unaccounted", *piles), STANDING)
    return place and place["href"]


def test_the_papers_of_a_pile_are_seen_to_on_its_own_page() -> None:
    assert href("box/b1") == "/boxes?contest=ward&box=b1"
    assert href("unit/t1/unsorted") == "/unit/t1?contest=ward"
    assert href("unit/t1/doubtful") == "/adjudication?contest=ward&unit=t1"


def test_the_first_pile_that_lies_somewhere_leads_there() -> None:
    assert href("candidate/mead", "box/b99", "unit/t2/allowed") == "/unit/t2?contest=ward"
    assert href("candidate/mead", "box/b99", "unit/t77/allowed", "handed-over") is None
    assert href() is None


def test_what_an_officer_ends_by_deciding_leads_to_the_decision() -> None:
    for code, (act, words) in DECISIONS.items():
        place = {"href": "/contest/ward", "words": words, "decision": act}
        assert mend(finding(code), STANDING) == place
        assert act in VOCABULARY


def test_codes_are_those_of_the_catalogue() -> None:
    codes = {kind.code for kind in catalogue()}
    assert {*DECISIONS, *BY_DECIDING} <= codes


def test_a_proposal_that_waits_is_mended_where_it_is_agreed_to() -> None:
    story = Story().tell_all(night())
    story.tell(DORA, "struck", strikes=story.last("unit-closed").id, reason="too early")
    (open_one,) = (f for f in findings(story.standing, story.at) if f.code == "agreement-open")
    told = finding_view(open_one, story.standing)
    assert told["mend"]["href"] == "/contest/ward#agreements-heading"
    assert told["by_deciding"] is True


def test_a_finding_that_work_ends_is_not_ended_by_deciding() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    told = [finding_view(f, story.standing) for f in findings(story.standing, story.at)]
    unaccounted = next(f for f in told if f["code"] == "papers-unaccounted")
    assert unaccounted["by_deciding"] is False
    assert unaccounted["mend"]["words"] == f"Go to {story.standing.units[SUE.unit or ''].name}"
