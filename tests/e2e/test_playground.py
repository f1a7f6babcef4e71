"""Drawing, writing and showing pictures in a real browser, with the networks that came with the app."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.browser import REVIEWS, SEVEN, Visitor
from tests.e2e.server import serving

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
STROKES = [((x, y), (x + 14, y + 4)) for y in range(20, 270, 26) for x in range(10, 270, 26)]
TOO_WIDE = "main => main.scrollWidth - main.clientWidth"


def said(visitor: Visitor) -> str:
    answer = visitor.page.get_by_test_id("stMetricValue").first
    expect(answer).to_be_visible()
    return answer.inner_text()


def tab(visitor: Visitor, title: str) -> None:
    visitor.page.get_by_role("tab", name=title, exact=True).click()


def test_on_a_fresh_server_without_a_network_the_first_page_answers_a_drawing(browser, tmp_path):
    with serving(tmp_path) as fresh:
        visitor = Visitor(browser, fresh.url).open().draw(SEVEN).sees("The network says").settled()
        assert said(visitor) == "7"
        visitor.sees("Network of lesson 004, pretrained (it came with the app)")
        visitor.page.get_by_role("link", name="See why").click()
        visitor.sees("Why this answer?").sees("1 stroke")
        assert said(visitor) == "7"  # the drawing has come along
        visitor.leave()


def test_a_hundred_fast_strokes_are_all_kept(visitor):
    assert len(STROKES) == 100
    visitor.open("playground").sees("The answer appears here").draw(*STROKES).sees("100 strokes")
    assert all(visitor.bright_at(x + 2, y + 1) for (x, y), _ in STROKES)


def test_on_a_phone_the_answer_is_below_the_canvas_and_see_why_leads_to_the_reasons(new_visitor):
    phone = new_visitor(**PHONE)
    phone.open().touch(SEVEN).sees("The network says").settled()
    with phone.redrawing():
        phone.page.get_by_role("link", name="See why").click()
    reasons = phone.page.get_by_role("heading", name="Why this answer?")
    expect(reasons).to_be_in_viewport()
    expect(phone.canvas()).not_to_be_in_viewport()
    phone.page.get_by_test_id("stMain").evaluate("page => page.scrollTo(0, 0)")
    for whole in (phone.canvas(), phone.page.get_by_test_id("stMetricValue").first):
        expect(whole).to_be_in_viewport(ratio=0.99)
    phone.touch([(200, 60), (200, 80)]).sees("2 strokes").settled()
    expect(phone.canvas()).to_be_in_viewport(ratio=0.99)  # it leads there once, not with every stroke


def test_a_finger_draws_on_a_phone_and_nothing_is_too_wide(new_visitor):
    phone = new_visitor(**PHONE)
    phone.open("playground").sees("The answer appears here").touch(SEVEN).sees("The network says").settled()
    assert said(phone) == "7"
    main = phone.page.get_by_test_id("stMain")
    for title in ("What moved it", "Every layer", "One number"):
        tab(phone, title)
        phone.settled()
        assert main.evaluate(TOO_WIDE) <= 0, title
    phone.touch(*STROKES).sees("101 strokes")
    assert all(phone.bright_at(x + 2, y + 1) for (x, y), _ in STROKES)
    phone.page.get_by_role("button", name="Clear", exact=True).click()
    phone.sees("The answer appears here").settled().touch(*STROKES[:10]).sees("10 strokes")
    for name, sign in (
        ("Photographs, pretrained (lesson 003)", "It knows plane, car"),
        (REVIEWS, "A film review"),
    ):
        phone.pick("Network", name).sees(sign).settled()
        assert main.evaluate(TOO_WIDE) <= 0, name


def test_a_drawing_stays_when_the_canvas_becomes_larger_and_strokes_are_where_the_pen_was(new_visitor):
    visitor = new_visitor(viewport={"width": 1280, "height": 720}).open("playground").draw(SEVEN).sees("1 stroke")
    ink, small = visitor.settled().ink(), visitor.canvas().bounding_box()
    with visitor.redrawing():
        visitor.page.locator(".st-key-presentation-begin button").first.click()
    large = visitor.canvas().bounding_box()
    assert small is not None
    assert large is not None
    assert large["width"] == pytest.approx(large["height"], abs=1)
    assert large["width"] > 1.3 * small["width"]
    assert visitor.ink() == ink
    visitor.draw(((60, 250), (220, 250))).sees("2 strokes").settled()
    assert visitor.ink() > ink
    assert visitor.bright_at(140, 250)
    with visitor.redrawing():
        visitor.page.locator(".st-key-presentation-end button").first.click()
    visitor.sees("2 strokes")
    assert visitor.bright_at(140, 250)
    assert said(visitor)


def test_nothing_moves_at_the_first_stroke_and_all_of_it_is_on_a_laptops_screen(new_visitor):
    visitor = new_visitor(viewport={"width": 1280, "height": 800}).open("playground").sees("The answer appears here")
    parts = [".st-key-try-shown", ".st-key-try-answer", ".st-key-try-reasons", "[role=tablist]", ".net-card"]
    expect(visitor.shown(".net-card")).to_be_visible()
    visitor.settled()
    before = [visitor.shown(part).bounding_box() for part in parts]
    visitor.draw(SEVEN).sees("What moved the score of").settled()
    after = [visitor.shown(part).bounding_box() for part in parts]
    assert [(box["x"], box["y"], box["width"]) for box in before] == [
        (box["x"], box["y"], box["width"]) for box in after
    ]
    for text in ("The network says", "What moved the score of"):
        expect(visitor.page.get_by_text(text).filter(visible=True).first).to_be_in_viewport(ratio=0.99)
    for name in ("Probabilities: ", "The picture, enlarged"):
        role = "figure" if name == "Probabilities: " else "img"
        expect(visitor.page.get_by_role(role, name=name).first).to_be_in_viewport(ratio=0.99)


def test_the_eraser_takes_ink_away_undo_takes_a_stroke_back_and_the_pen_has_a_width(visitor):
    visitor.open("playground").draw(SEVEN).sees("1 stroke").settled()
    thin = visitor.ink()
    visitor.page.get_by_role("radio", name="Eraser").click()
    visitor.settled().draw(((60, 60), (220, 60))).sees("2 strokes").settled()
    assert visitor.ink() < 0.8 * thin
    visitor.page.get_by_role("button", name="Undo").click()
    visitor.sees(re.compile(r"\b1 stroke$")).settled()
    assert visitor.ink() == thin
    visitor.page.get_by_role("radio", name="Pen", exact=True).click()
    visitor.settled()
    slider = visitor.page.get_by_role("slider", name="Width of the pen (pixels)")
    with visitor.redrawing(part=True):  # a slider waits a moment before it says anything to the server
        slider.focus()
        slider.press("End")
    visitor.draw(((60, 250), (220, 250))).sees("2 strokes").settled()
    assert visitor.ink() > thin + 160 * 30


def test_a_digit_in_a_corner_is_lost_when_the_preparation_is_switched_off(visitor):
    small = tuple((20 + x / 4, 10 + y / 4) for x, y in SEVEN)
    visitor.open("playground").draw(small).sees("The network says").settled()
    assert said(visitor) == "7"
    chart = visitor.page.get_by_role("figure", name=re.compile("Probabilities"))
    before = chart.get_attribute("aria-label")
    visitor.page.get_by_role("button", name="How the drawing is prepared").click()
    for step in ("Cut out what is drawn", "Scale it to 20 pixels", "Move the middle of its ink to the middle"):
        visitor.page.get_by_text(step).click()
        visitor.settled()
    visitor.sees("Steps of the preparation are switched off")
    expect(chart).not_to_have_attribute("aria-label", before or "")


def test_a_clicked_number_of_a_convolution_is_taken_apart(visitor):
    visitor.open("playground").draw(SEVEN).sees("The network says").settled()
    tab(visitor, "One number")
    chart = visitor.page.get_by_role("figure", name=re.compile("numbers of filter 0"))
    box = chart.locator(".nsewdrag").first
    box.scroll_into_view_if_needed()
    expect(box).to_be_visible()
    found = box.bounding_box()
    assert found is not None
    visitor.page.mouse.click(found["x"] + found["width"] * 3.5 / 30, found["y"] + found["height"] * 20.5 / 30)
    expect(chart).to_have_attribute("aria-label", re.compile("row 20, column 3 is marked"))
    expect(visitor.page.get_by_role("spinbutton", name="Row")).to_have_value("20")
    visitor.settled()
    words = visitor.page.get_by_text(re.compile("The layer itself gave")).inner_text()
    added, given = re.search(r"that is (\S+)\. The layer itself gave (\S+)\.$", words).groups()
    assert float(added) == pytest.approx(float(given), abs=1e-5)


def test_a_drawing_is_named_and_waits_in_lesson_001(visitor):
    visitor.open("playground").draw(SEVEN).sees("The network says").settled()
    box = visitor.page.get_by_test_id("stSelectbox").filter(has_text="That was a").locator("input").first
    box.focus()
    box.press_sequentially("7")
    box.press("Enter")
    visitor.page.get_by_role("button", name="Add it to my data").click()
    visitor.sees("Added as 7: 1 of this class, 1 in all.").sees("The network says")


def test_the_answer_follows_what_is_typed_and_the_field_keeps_it(visitor):
    visitor.open("playground").pick("Network", REVIEWS).sees("The network says")
    field = visitor.page.get_by_label("A film review")
    field.fill("")
    visitor.sees("The answer appears here when there are words.")
    field.press_sequentially("A wonderful film, I loved it", delay=15)
    expect(visitor.page.get_by_test_id("stMetricValue").first).to_have_text("positive")
    field.press_sequentially(". No: an awful film, boring, a waste, the worst.", delay=15)
    expect(visitor.page.get_by_test_id("stMetricValue").first).to_have_text("negative")
    expect(field).to_have_value("A wonderful film, I loved it. No: an awful film, boring, a waste, the worst.")
    expect(visitor.page.locator("div.text")).to_contain_text(re.compile(r"worst \.\s*$"))  # the server has all of it
    visitor.go("Home").go("Try it")
    expect(visitor.page.get_by_label("A film review")).to_have_value(re.compile("the worst.$"))


def test_korean_is_read_syllable_by_syllable_and_answered_with_sense(visitor):
    visitor.open("playground").pick("Network", "Korean film reviews, pretrained (lesson 002b)").sees("The network says")
    field, said = visitor.page.get_by_label("A film review"), visitor.page.get_by_test_id("stMetricValue").first
    expect(field).to_have_value(re.compile("지루했다"))  # nobody has written anything: an example in its language
    expect(said).to_have_text("negative")
    field.fill("정말 재미있었다")
    expect(said).to_have_text("positive")
    coloured = visitor.page.locator(".text.joined")
    expect(coloured).to_have_text("정말 재미있었다")
    expect(coloured.locator("span")).to_have_count(8)
    visitor.sees("Syllable by syllable")


def test_a_photograph_is_turned_upright_and_cut_and_a_broken_one_refused(visitor):
    pixels = np.zeros((400, 600, 3), np.uint8)
    pixels[:, :300] = (200, 30, 30)
    buffer, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6  # the camera was turned
    Image.fromarray(pixels).save(buffer, "JPEG", exif=exif)
    visitor.open("playground").pick("Network", "Photographs, pretrained (lesson 003)").sees("It knows plane")
    visitor.bring({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()})
    visitor.sees("The network sees what is in the frame.").sees("The network says").settled()
    shown = visitor.page.get_by_role("img", name="Your picture, with a frame")
    size = shown.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    assert size == [400, 600]  # upright
    visitor.sees("Top to bottom (%)").sees_no("Left to right (%)")
    visitor.bring({"name": "b.png", "mimeType": "image/png", "buffer": b"no picture"}, kept=True)
    visitor.sees("This picture cannot be used: it is no PNG, JPEG, WebP, BMP, GIF, TIFF, HEIC or AVIF picture.")
