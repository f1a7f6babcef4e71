import re

import numpy as np
import pytest

from core.autograd import Action, Lab
from core.autograd_steps import STEPS
from core.experiments import GRADIENTS
from core.graph import graph_of
from pages.ui.lab import charts
from pages.ui.lab.walk import WALK, place_in_walk
from pages.ui.process import library
from tests.pages.conftest import button, rerun, session_of, texts


@pytest.fixture
def lab_page(visit):
    return visit("autograd")


def do(app, label: str):
    button(app, label).click()
    return rerun(app)


def choose_step(app, step: str):
    """Another step than the next one."""
    next(group for group in app.pills if "Next step" in group.label).set_value(step)
    return rerun(app)


def open_chapter(app, number: int):
    app.segmented_control(key="lab-chapter").set_value(number - 1)
    return rerun(app)


def test_the_whole_walk_of_the_post_by_its_main_button(lab_page):
    for step, _ in WALK:
        do(lab_page, f"Run “{STEPS[step].title}”")
    lab = session_of(lab_page).learning.lab
    assert [action.step for action in lab.history] == [step for step, _ in WALK]
    assert "You have walked the whole post" in texts(lab_page)
    assert "What was run before (14)" in [expander.label for expander in lab_page.expander]


def test_every_step_shows_its_code_and_what_it_printed(lab_page):
    do(lab_page, "Run “Network”")
    cell = session_of(lab_page).learning.lab.cells[-1]
    assert [code.value for code in lab_page.code] == [cell.code, cell.output]
    do(lab_page, "Run “Parameters”")
    assert "| all |  | 81,194 |" in texts(lab_page)
    assert "10\ntorch.Size([6, 1, 3, 3])" in [code.value for code in lab_page.code]


def test_too_early_says_what_to_do_first_and_changes_nothing(lab_page):
    choose_step(lab_page, "backward")
    do(lab_page, "Run “Backward”")
    assert lab_page.warning[0].value == "Too early for “Backward”: there is no loss yet. Do “Loss” first."
    assert session_of(lab_page).learning.lab.history == ()


def test_a_step_that_torch_refuses_is_shown_with_its_reason(lab_page):
    learning = session_of(lab_page).learning
    learning.lab = Lab(0).afresh().do("backward")
    rerun(lab_page)
    choose_step(lab_page, "backward")
    do(lab_page, "Run “Backward”")
    assert "Trying to backward through the graph a second time" in texts(lab_page)
    assert "PyTorch has refused this step" in texts(lab_page)


def test_undo_takes_the_last_step_back_and_reset_all_of_them(lab_page):
    for label in ("Network", "Parameters", "Input"):
        do(lab_page, f"Run “{label}”")
    do(lab_page, "Undo")
    assert [action.step for action in session_of(lab_page).learning.lab.history] == ["network", "parameters"]
    do(lab_page, "Reset")
    assert "Begin with “Network”." in texts(lab_page)


def test_another_seed_begins_anew_and_is_kept(lab_page):
    do(lab_page, "Run “Network”")
    lab_page.number_input(key="lab-seed").set_value(7)
    rerun(lab_page)
    lab = session_of(lab_page).learning.lab
    assert (lab.seed, lab.history) == (7, ())
    rerun(lab_page.switch_page("pages/views/home.py"))
    rerun(lab_page.switch_page("pages/views/autograd.py"))
    assert lab_page.number_input(key="lab-seed").value == 7


@pytest.mark.parametrize(("guess", "said"), [(1, "You expected: 10. So it is."), (0, "You expected: 5. It is: 10.")])
def test_a_guess_is_answered_by_running_it(lab_page, guess, said):
    do(lab_page, "Run “Network”")
    lab_page.radio[0].set_value(guess)
    do(lab_page, "Run “Parameters”")
    assert said in texts(lab_page)


def test_a_test_digit_and_its_class_go_the_way(lab_page):
    do(lab_page, "Run “Network”")
    choose_step(lab_page, "input")
    lab_page.segmented_control(key="lab-input").set_value("A test digit")
    rerun(lab_page)
    lab_page.number_input(key="lab-digit").set_value(17)
    rerun(lab_page)
    do(lab_page, "Run “Input”")
    choose_step(lab_page, "target")
    lab_page.segmented_control(key="lab-criterion").set_value("CrossEntropy")
    rerun(lab_page)
    pixels = session_of(lab_page).learning.lab.names["pixels"]
    assert np.array_equal(pixels.numpy(), library().get("digits32").test.images[17:18].numpy())
    do(lab_page, "Run “Target”")
    choose_step(lab_page, "forward")
    do(lab_page, "Run “Forward”")
    choose_step(lab_page, "loss")
    do(lab_page, "Run “Loss”")
    assert "the loss is minus its logarithm" in texts(lab_page)


def test_without_a_drawing_it_is_said_what_to_do(lab_page):
    choose_step(lab_page, "input")
    lab_page.segmented_control(key="lab-input").set_value("My drawing")
    rerun(lab_page)
    run = button(lab_page, "Run “Input”")
    assert run.disabled
    assert run.help == "Draw a digit first."


@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("history", ["none", "half", "cross-entropy", "full"])
def test_every_chapter_works_wherever_the_visitor_stands(lab_page, number, history):
    learning = session_of(lab_page).learning
    lab = Lab(0)
    if history == "half":
        lab = lab.do("network").do("input")
    if history == "cross-entropy":
        lab = (
            lab.reach("loss").do("target", criterion="CrossEntropy", labels=(3,)).do("loss").do("backward").do("update")
        )
    if history == "full":
        lab = lab.do_all([Action("network", {}), *[Action("zero_grad", {})] * 249])
    learning.lab = lab
    open_chapter(lab_page, number)
    assert lab_page.subheader[0].value.startswith(f"{number} ")
    assert learning.lab is lab
    refused = any("A lab can do 250 steps" in error.value for error in lab_page.error)
    assert refused == (history == "full" and number in (2, 4, 5, 7))


def test_the_next_chapter_is_one_click_away(lab_page):
    for number in range(2, 9):
        do(lab_page, next(each.label for each in lab_page.button if each.label.startswith("Next chapter")))
        assert lab_page.subheader[0].value.startswith(f"{number} ")


def test_the_chosen_node_is_described(lab_page):
    open_chapter(lab_page, 2)
    lab_page.selectbox(key="lab-node").set_value(1)
    rerun(lab_page)
    assert "Saved for backward: `mat1 (1, 84)`, `mat2 (84, 10)`." in texts(lab_page)
    assert "AccumulateGrad (fc3.bias) |" in texts(lab_page)
    assert "It is the bias" in texts(lab_page)
    lab_page.toggle(key="lab-walked").set_value(True)
    rerun(lab_page)
    assert "Backward has been here" in texts(lab_page)


def test_a_question_is_answered_by_running_its_lines_and_can_be_asked_again(lab_page):
    open_chapter(lab_page, 3)
    hidden = len(lab_page.code)
    do(lab_page, "exactly twice that")
    assert "exactly twice that: so it is." in texts(lab_page)
    assert "tensor([2., 2., 2., 2., 2., 2.])" in texts(lab_page)
    assert "**1 of 11 answered, 1 as you had guessed.**" in texts(lab_page)
    do(lab_page, "Guess again")
    assert len(lab_page.code) == hidden == len(GRADIENTS)


def test_the_update_is_shown_as_arithmetic_that_is_true(lab_page):
    open_chapter(lab_page, 4)
    said = re.search(r"`conv1.weight\[[\d, ]+\]`: (\S+) - (\S+) x \(?(-?[\d.]+)\)? = \*\*(\S+)\*\*", texts(lab_page))
    assert said is not None
    weight, rate, gradient, after = map(float, said.groups())
    assert after == pytest.approx(weight - rate * gradient, abs=1e-7)
    assert "over all 81,194 weights" in texts(lab_page)
    assert "| Adam |" in texts(lab_page)


def test_the_finite_difference_agrees_until_the_step_is_too_long_or_too_short(lab_page):
    open_chapter(lab_page, 5)
    assert "the gradient is right" in texts(lab_page)
    lab_page.select_slider(key="check-step").set_value(-1)
    rerun(lab_page)
    assert "Take a shorter one." in texts(lab_page)


def test_the_training_loop_step_by_step_and_ten_rounds_at_once(lab_page):
    open_chapter(lab_page, 6)
    learning = session_of(lab_page).learning
    start = learning.practice.loss_now()
    for step in ("zero_grad", "forward", "loss", "backward", "update"):
        lab_page.button(key=f"loop-{step}").click()
        rerun(lab_page)
    assert learning.practice.loss_now() < start
    assert f"Before the last update it was {start:.4f}." in texts(lab_page)
    do(lab_page, "10 rounds")
    assert len(learning.practice.history) == 3 + 55
    lab_page.button(key="loop-undo").click()
    rerun(lab_page)
    assert learning.practice.history[-1].step == "backward"
    for _ in range(4):
        do(lab_page, "10 rounds")
    assert "A lab can do 250 steps" in lab_page.warning[0].value
    do(lab_page, "From the beginning")
    assert learning.practice.loss_now() == start


def test_backward_before_a_loss_says_what_to_do_first_in_the_loop(lab_page):
    open_chapter(lab_page, 6)
    lab_page.button(key="loop-update").click()
    rerun(lab_page)
    assert lab_page.warning[0].value == "Too early for “Update”: there are no gradients. Do “Backward” first."


@pytest.mark.parametrize(
    ("rate", "verdict"), [(0.001, "hardly anything is learnt"), (0.03, "it learns"), (10.0, "diverges")]
)
def test_the_slider_shows_which_learning_rates_learn(lab_page, rate, verdict):
    open_chapter(lab_page, 6)
    lab_page.select_slider(key="loop-slider").set_value(rate)
    rerun(lab_page)
    assert verdict in texts(lab_page)


def test_a_race_is_run_and_its_result_shown(lab_page):
    open_chapter(lab_page, 8)
    lab_page.select_slider(key="race-steps").set_value(50)
    rerun(lab_page)
    button(lab_page, "Start the race").click()
    lab_page.run()
    racing = session_of(lab_page).learning.racing
    racing.join(60)
    rerun(lab_page)
    assert all(len(losses) == 50 for losses in session_of(lab_page).learning.race.losses.values())
    for name in ("SGD", "Momentum", "Nesterov", "Adam", "RMSprop"):
        assert f"| {name} |" in texts(lab_page)
    assert "seed 0" in texts(lab_page)


def test_steps_out_of_order_do_not_lose_the_place_in_the_walk():
    lab = Lab(0).do("network").do("input").do("parameters").do("input")
    assert place_in_walk(lab) == 3


def test_the_graph_is_laid_out_without_two_nodes_in_one_place():
    for lab in (Lab(0).afresh(), Lab(0).reach("loss").do("target", criterion="CrossEntropy", labels=(1,)).do("loss")):
        nodes = graph_of(lab.loss, lab.net)
        places = charts.layout_of(nodes)
        assert len(set(places)) == len(nodes)
        for place, node in enumerate(nodes):
            assert all(places[following][1] < places[place][1] for following in node.following if following is not None)


def test_a_running_mean_is_the_mean_of_what_there_is():
    values = np.array([4, 2, 6, 0], np.float32)
    assert charts.running_mean(values, 2).tolist() == [4, 3, 4, 3]
    assert charts.running_mean(values[:0], 2).tolist() == []
