"""The stages of a count on paper: few in one table under their names, many beside each other on its side."""

from count.documents.as_of import of_count
from count.documents.declaration import NOT_DECLARED, declaration
from count.documents.document import Document, Setting
from count.documents.pdf import set_as_pdf
from count.documents.sheet import sheet_of
from count.documents.stages import ABREAST, Stages, stage_sheet, stages_of
from count.systems.system import StageShown
from tests.count.documents.reading import opened, page_words, words
from tests.count.documents.test_declaration import in_order
from tests.count.halls import DORA, OLIVE, SecondCount, Story, second_counted, shared
from tests.count.transferable import Electronic, brought

NAMES = {"roe": "ROE Jane", "tan": "TAN Bo", "wyn": "ŴYN Siân"}


def paper(story: Story, stages: Stages, *, of: str = "stages") -> Document:
    sheet = sheet_of(story.standing, story.poll, story.at, "d" * 64)
    setting = Setting(of_count(story.standing, story.poll.facts))
    if of == "declaration":
        return declaration(sheet, setting, stages)
    return stage_sheet(sheet, stages, setting, NOT_DECLARED)


def many(number: int) -> Stages:
    """So many stages: one candidate goes after the first, another is elected at the last."""
    shown = [
        StageShown(
            n,
            "First preferences" if n == 1 else "Exclusion of TAN Bo",
            "[r 48]",
            (1000_50000 + n * 1_00000, None if n > 1 else 7_00000, n * 1_00000 + 1),
            (("not transferable", n),),
            elected=("roe",) if n == number else (),
            excluded=("tan",) if n == 1 else (),
            unit=1_00000,
        )
        for n in range(1, number + 1)
    ]
    return Stages(NAMES, tuple(shown))


def test_a_contest_counted_in_one_has_no_stages() -> None:
    assert stages_of(shared(1).standing) is None
    assert stages_of(Story().standing) is None, "nor has one that is not counted yet"
    assert stages_of(SecondCount().standing) is None, "its second count is still to come"


def test_two_counts_stand_in_one_table_on_the_declaration() -> None:
    story = second_counted()
    story.tell(DORA, "provisional", told=["Agent of Mead"], seen=story.seen)
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    stages = stages_of(story.standing)
    assert stages is not None
    text = words(set_as_pdf(paper(story, stages, of="declaration")))
    in_order(
        text,
        "Candidate First preferences Result",
        *("MEAD 50 fifty Elected", "AMIN 41", "KHOO 26", "All first preferences 117"),
        "The count, stage by stage",
        "Candidate First count Second preferences Total of both counts",
        *("MEAD 50 1 51 elected", "AMIN 41 9 50", "KHOO 26 excluded"),
        "No second preference for a candidate who remains 16",
        "The number of ballot papers rejected",
        "And I declare that MEAD is duly elected",
    )
    sheet = words(set_as_pdf(paper(story, stages)))
    in_order(sheet, "Stages of the count", "MEAD 50 1 51 elected", "Returning Officer Date")


def test_many_stages_stand_beside_each_other_on_a_sheet_on_its_side() -> None:
    pdf = set_as_pdf(paper(shared(1), many(ABREAST + 1)))
    text = words(pdf)
    in_order(
        text,
        NOT_DECLARED,
        "Stage What was done Elected Excluded",
        "1 First preferences TAN Bo",
        f"{ABREAST + 1} Exclusion of TAN Bo ROE Jane",
        f"Stages 1 to {ABREAST} Candidate Stage 1 Stage 2 Stage 3",
        "ROE Jane 1,001.50000 1,002.50000",
        "TAN Bo 7.00000 excluded",
        "ŴYN Siân 1.00001 2.00001",
        "Not transferable 0.00001 0.00002",
        f"Stage {ABREAST + 1} Candidate Stage {ABREAST + 1} ROE Jane",
        f"{1001 + ABREAST:,}.50000 elected",
    )
    assert "Date" not in text, "nobody signs what is not declared"
    with opened(pdf) as document:
        _, _, width, height = document.pages[0].mediabox
        assert width > height


def test_of_many_stages_the_declaration_tells_what_was_done() -> None:
    text = words(set_as_pdf(paper(shared(1), many(12), of="declaration")))
    in_order(
        text, "The count, stage by stage", "12 Exclusion of TAN Bo ROE Jane", "on the stage sheet"
    )
    assert "1,001.50000" not in text


def test_every_figure_of_a_long_count_is_printed_once() -> None:
    pages = " ".join(page_words(set_as_pdf(paper(shared(1), many(20)))))
    for stage in range(1, 21):
        assert pages.count(f"{1000 + stage:,}.50000") == 1


def test_a_count_by_single_transferable_vote_has_its_quota_papers_and_values() -> None:
    story = Electronic(4, 2)
    ballots = [(40, ("a", "b")), (24, ("b",)), (20, ("c", "b")), (15, ("d", "c"))]
    story.tell_all(brought(99))
    story.read(ballots)
    stages = stages_of(story.standing)
    assert stages is not None
    text = words(set_as_pdf(paper(story, stages)))
    in_order(
        text,
        "Quota 34.00000",
        "1 First preferences",
        "2 Surplus of SURNAMEA Givena 40 papers, 40 transferable, at 0.15000",
        "Exclusion of",
        "SURNAMEA Givena 40.00000 elected 34.00000 −6.00000",
        "SURNAMEB Givenb 24.00000 30.00000 +6.00000",
        "Not transferable",
    )
