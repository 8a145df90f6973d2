"""The declaration on paper: what is read aloud, in order, above the line that is signed; until then a draft."""

from dataclasses import replace

from count.documents.as_of import of_count
from count.documents.declaration import NOT_DECLARED, declaration
from count.documents.document import Document, Setting
from count.documents.pdf import set_as_pdf
from count.documents.sheet import sheet_of
from count.poll.poll import Poll
from tests.count.documents.reading import page_words, parts, words
from tests.count.documents.test_sheet import declared
from tests.count.halls import DORA, OLIVE, WARD, Story, night, shared, small_poll

WELSH = ("en", "cy")


def paper(
    story: Story, *, rehearsal: bool = False, languages: tuple[str, ...] = ("en",)
) -> Document:
    sheet = sheet_of(story.standing, story.poll, story.at, "d" * 64)
    at = of_count(story.standing, story.poll.facts)
    return declaration(sheet, Setting(at, rehearsal, languages))


def read(story: Story, **setting: object) -> str:
    return words(set_as_pdf(paper(story, **setting)))  # type: ignore[arg-type]


def in_order(text: str, *each: str) -> None:
    at = 0
    for one in each:
        found = text.find(one, at)
        assert found >= 0, f"{one!r} does not follow in {text[at:]!r}"
        at = found + len(one)


def welsh(seats: int) -> Poll:
    poll = small_poll(seats)
    facts = poll.facts.model_copy(update={"nation": "wales", "languages": ["en", "cy"]})
    contests = [
        c.model_copy(update={"kind": "community"}) if c.kind == "parish" else c
        for c in poll.contests
    ]
    names = [name for of in poll.candidates.values() for name in of]
    return Poll.of(facts, contests, names, poll.boxes.values(), poll.units.values(), poll.people)


def test_everything_that_is_spoken_stands_in_the_order_in_which_it_is_spoken() -> None:
    in_order(
        read(declared(shared(3))),
        "Declaration of result of poll",
        "Hill ward",
        "3 seats",
        "I, being the Returning Officer at the election for Hill ward, give notice",
        *("MEAD 62 sixty-two Elected", "AMIN 52 fifty-two Elected", "KHOO 8 eight", "BAKER 45"),
        *("SINGH 24 twenty-four", "All votes 191"),
        "The number of ballot papers rejected was as follows.",
        *("Want of official mark 0", "Unmarked or wholly void for uncertainty 2"),
        *("Rejected, all heads 3", "Rejected in part 2"),
        *("Electorate 400", "Papers verified 120", "Turnout 30.00%"),
        "And I declare that MEAD, AMIN and BAKER are duly elected for Hill ward.",
        *("Returning Officer", "Date", "Declared at", "Olive Reed; Dora Kent saw the same figures"),
        "d" * 64,
    )


def test_a_small_contest_is_one_sheet() -> None:
    for seats in (1, 3):
        assert len(page_words(set_as_pdf(paper(declared(shared(seats)), rehearsal=True)))) == 1


def test_every_page_is_bound_to_the_entry_that_declared_it() -> None:
    story = declared(shared(3))
    sheet = sheet_of(story.standing, story.poll, story.at, "0123456789abcdef" * 4)
    many = replace(sheet, lines=sheet.lines * 5)
    pages = page_words(set_as_pdf(declaration(many, Setting(story.at))))
    assert len(pages) > 1
    assert all("Hill ward · 0123456789abcdef Page" in page for page in pages)
    draft = page_words(set_as_pdf(paper(shared(1))))
    assert all("Hill ward Page" in page for page in draft)


def test_a_list_is_not_described_by_its_own_name() -> None:
    story = declared(shared(1))
    sheet = sheet_of(story.standing, story.poll, story.at, "d" * 64)
    lines = tuple(replace(line, description=line.name) for line in sheet.lines)
    said = words(set_as_pdf(declaration(replace(sheet, lines=lines), Setting(story.at))))
    in_order(said, "MEAD 50 fifty Elected AMIN 41")


def test_until_it_is_declared_it_is_a_draft_that_nobody_can_sign() -> None:
    text = read(shared(1))
    in_order(text, NOT_DECLARED, "Draft of the declaration", "MEAD 50 fifty would be elected")
    in_order(
        text, "On these figures MEAD would be elected", "Nothing on this sheet may be read out"
    )
    for missing in ("I declare", "give notice", "Date", "d" * 64):
        assert missing not in text


def test_before_the_provisional_result_nobody_is_marked() -> None:
    text = read(Story().tell_all(night()))
    in_order(text, NOT_DECLARED, "Figures as they now stand", "MEAD 50 AMIN 41 KHOO 26")
    assert "elected" not in text


def test_a_rehearsal_says_so_first() -> None:
    assert read(declared(shared(1)), rehearsal=True).startswith(
        "REHEARSAL: these papers are not real"
    )
    assert "REHEARSAL" not in read(declared(shared(1)))


def test_what_was_overridden_or_explained_stands_above_the_line_that_is_signed() -> None:
    story = Story()
    for who, said in night():
        if said["act"] == "box-counted" and said["box"] == "b1":
            said = {**said, "papers": 61}
        story.tell(who, said)
    reason = "counted three times at 60"
    story.two(OLIVE, DORA, "overridden", findings=["box-figures-differ"], reason=reason)
    story.tell(DORA, "provisional", told=["Agent of Mead"], seen=story.seen)
    aside = f"{reason} (Olive Reed, with Dora Kent)"
    text = read(declared(story))
    in_order(
        text, "I declare", "Set aside by the returning officer", aside, "Returning Officer Date"
    )


def test_a_correction_stands_beneath_what_was_declared_and_changes_nothing_of_it() -> None:
    story = declared(shared(1))
    before = read(story)
    story.two(OLIVE, DORA, "corrected", votes={"khoo": 27}, reason="a bundle of 27 was read as 26")
    after = read(story)
    in_order(after, "KHOO 26", "Date", "After the declaration", "KHOO 27 (declared 26)")
    assert before.partition("Date")[0] == after.partition("Date")[0]


def test_nobody_voted_where_there_was_no_poll() -> None:
    story = Story(poll=small_poll(6, uncontested=True), contest=WARD)
    text = read(declared(story))
    in_order(text, "uncontested election", "no poll was taken", "MEAD Elected", "are duly elected")
    in_order(text, "1 of 6 seats remains vacant.", "Returning Officer")
    assert "Votes" not in text
    assert "rejected" not in text


def test_a_cancelled_poll_is_declared_by_nobody() -> None:
    story = shared(1)
    story.two(OLIVE, DORA, "cancelled", reason="a candidate has died")
    text = read(story)
    assert text.startswith("CANCELLED: a candidate has died")
    assert "elected" not in text
    assert "Date" not in text


def test_welsh_words_stand_beside_english_ones_where_they_are_known() -> None:
    story = Story(2, poll=welsh(2)).tell_all(night(2))
    story.tell(DORA, "provisional", told=["Agent of Mead"], seen=story.seen)
    both = parts(set_as_pdf(paper(declared(story), languages=WELSH)))
    head = next(part for part in both if part.words.startswith("No official mark"))
    assert head.words == "No official mark Nad oes arno farc swyddogol"
    assert "cy-GB" in head.langs
    signed = next(part for part in both if part.words.startswith("Returning Officer"))
    assert signed.words == "Returning Officer Swyddog Canlyniadau"
    in_order(
        " ".join(part.words for part in both), "pleidleisiau a roddwyd i bob ymgeisydd", "MEAD"
    )
    in_order(read(story, languages=("cy", "en")), "Swyddog Canlyniadau Returning Officer Date")
    assert "Swyddog" not in read(story), "a poll in English only"


def test_the_same_count_told_again_is_the_same_sheet_byte_for_byte() -> None:
    def sheet(votes: dict[str, int] | None = None) -> bytes:
        story = declared(shared(1))
        if votes:
            story.two(OLIVE, DORA, "corrected", votes=votes, reason="misread")
        return set_as_pdf(paper(story))

    assert sheet() == sheet()
    assert sheet({"khoo": 27}) != sheet({"khoo": 25})


def test_releasing_it_changes_nothing_on_it() -> None:
    story = declared(shared(1))
    before = set_as_pdf(paper(story))
    story.tell(DORA, "released", board="result-ward")
    assert set_as_pdf(paper(story)) == before
