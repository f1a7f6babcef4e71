import json
import re

import numpy as np
import pytest

from core.lab.autograd import NET_CODE, Action, Lab
from core.lab.experiments import GRADIENTS
from core.lab.graph import graph_of
from pages.ui.lab import charts
from pages.ui.lab.walk import WALK, place_in_walk, recommended
from pages.ui.visitor.process import library
from tests.pages.conftest import button, rerun, session_of, texts
from tests.pages.test_language import english_on

CHAPTERS = ("walk", "graph", "gradients", "update", "check", "loop", "layers", "race")


@pytest.fixture
def lab_page(visit):
    return visit("autograd")


def do(app, key: str):
    button(app, key).click()
    return rerun(app)


def choose_step(app, step: str):
    """Another step than the next one."""
    next(group for group in app.pills if group.label.startswith("Step")).set_value(step)
    return rerun(app)


def open_chapter(app, number: int):
    app.segmented_control(key="lab-chapter").set_value(CHAPTERS[number - 1])
    return rerun(app)


@pytest.mark.slow
def test_the_whole_walk_of_the_post_by_its_main_button(lab_page):
    for step in WALK:
        do(lab_page, f"walk-run-{step}")
    lab = session_of(lab_page).learning.lab
    assert [action.step for action in lab.history] == list(WALK)
    assert "You have walked the whole post" in texts(lab_page)
    shown = [code.value for code in lab_page.code]
    assert shown[: 2 * len(WALK)] == [part for cell in lab.cells for part in (cell.code, cell.output)]


def test_every_step_shows_its_code_and_what_it_printed(lab_page):
    do(lab_page, "walk-run-network")
    cell = session_of(lab_page).learning.lab.cells[-1]
    assert [code.value for code in lab_page.code] == [cell.code, cell.output, NET_CODE.rstrip()]
    do(lab_page, "walk-run-parameters")
    assert "| all |  | 81,194 |" in texts(lab_page)
    assert "10\ntorch.Size([6, 1, 3, 3])" in [code.value for code in lab_page.code]


def test_too_early_says_what_to_do_first_and_changes_nothing(lab_page):
    choose_step(lab_page, "backward")
    too_early = "Too early for “Backward”. Do “Network”, “Input”, “Forward”, “Target” and “Loss” first."
    run = button(lab_page, "walk-run-backward")
    assert (run.disabled, run.help) == (True, too_early)
    assert not lab_page.radio  # nobody is asked to guess what cannot be seen
    assert lab_page.warning[0].value == too_early
    assert session_of(lab_page).learning.lab.history == ()


def test_the_steps_of_the_row_are_as_many_as_are_counted(lab_page):
    titles = next(group for group in lab_page.pills if group.label.startswith("Step")).options
    times = [int(found[1]) if (found := re.search(r"×(\d+)$", str(title))) else 1 for title in titles]
    assert sum(times) == len(WALK)
    assert f"0 / {len(WALK)}" in texts(lab_page)


def test_a_second_network_cannot_be_asked_for(lab_page):
    do(lab_page, "walk-run-network")
    choose_step(lab_page, "network")
    assert button(lab_page, "walk-run-network").disabled
    assert lab_page.warning[0].value == "The network is there already. Reset the lab for a new one."


def test_a_step_that_torch_refuses_is_shown_with_its_reason(lab_page):
    learning = session_of(lab_page).learning
    learning.lab = Lab(0).afresh().do("backward")
    rerun(lab_page)
    choose_step(lab_page, "backward")
    do(lab_page, "walk-run-backward")
    assert "Trying to backward through the graph a second time" in texts(lab_page)
    assert "PyTorch has refused this step" in texts(lab_page)


def test_undo_takes_the_last_step_back_and_reset_all_of_them(lab_page):
    for step in ("network", "parameters", "input"):
        do(lab_page, f"walk-run-{step}")
    do(lab_page, "lab-undo")
    assert [action.step for action in session_of(lab_page).learning.lab.history] == ["network", "parameters"]
    do(lab_page, "lab-reset")
    assert "Begin with “Network”." in texts(lab_page)
    do(lab_page, "lab-undo")
    assert [action.step for action in session_of(lab_page).learning.lab.history] == ["network", "parameters"]


def test_another_seed_begins_anew_and_is_kept(lab_page):
    do(lab_page, "walk-run-network")
    lab_page.number_input(key="lab-seed").set_value(7)
    rerun(lab_page)
    lab = session_of(lab_page).learning.lab
    assert (lab.seed, lab.history) == (7, ())
    rerun(lab_page.switch_page("pages/views/home.py"))
    rerun(lab_page.switch_page("pages/views/autograd.py"))
    assert lab_page.number_input(key="lab-seed").value == 7


@pytest.mark.parametrize(("guess", "said"), [(1, "Right, as you guessed: 10."), (0, "You guessed: 5. It is: 10.")])
def test_a_guess_is_answered_by_running_it(lab_page, guess, said):
    do(lab_page, "walk-run-network")
    lab_page.radio[0].set_value(guess)
    do(lab_page, "walk-run-parameters")
    assert said in texts(lab_page)


@pytest.mark.slow
def test_a_test_digit_and_its_class_go_the_way(lab_page):
    do(lab_page, "walk-run-network")
    choose_step(lab_page, "input")
    lab_page.segmented_control(key="lab-input").set_value("test")
    rerun(lab_page)
    lab_page.number_input(key="lab-digit").set_value(17)
    rerun(lab_page)
    do(lab_page, "walk-run-input")
    choose_step(lab_page, "target")
    lab_page.segmented_control(key="lab-criterion").set_value("CrossEntropy")
    rerun(lab_page)
    pixels = session_of(lab_page).learning.lab.names["pixels"]
    assert np.array_equal(pixels.numpy(), library().get("digits32").test.images[17:18].numpy())
    do(lab_page, "walk-run-target")
    choose_step(lab_page, "forward")
    do(lab_page, "walk-run-forward")
    choose_step(lab_page, "loss")
    do(lab_page, "walk-run-loss")
    assert "the loss is minus its logarithm" in texts(lab_page)


def test_without_a_drawing_it_is_said_what_to_do(lab_page):
    choose_step(lab_page, "input")
    lab_page.segmented_control(key="lab-input").set_value("drawing")
    rerun(lab_page)
    run = button(lab_page, "walk-run-input")
    assert run.disabled
    assert run.help == "Draw a digit first."


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("history", ["none", "half", "cross-entropy", "full", "diverged"])
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
    if history == "diverged":
        lab = lab.afresh().do("backward").do("update", learning_rate=1000.0).afresh().do("backward")
        lab = lab.do("update", learning_rate=1000.0).afresh().do("backward").do("update", learning_rate=1000.0)
        assert lab.diverged
    learning.lab = lab
    open_chapter(lab_page, number)
    assert lab_page.header[0].value.startswith(f"{number} ")
    assert learning.lab is lab
    warned = any("no numbers any more" in warning.value for warning in lab_page.warning)
    assert warned == (history == "diverged" and number in (2, 4, 5, 7))


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 9))
def test_every_chapter_speaks_korean(visit, number):
    page = visit("autograd", "ko")
    session_of(page).learning.lab = Lab(0).afresh().do("backward").do("update")
    page.session_state["lab-code"] = True
    open_chapter(page, number)
    assert page.header[0].value.startswith(f"{number} ")
    assert set(english_on(page)) <= {"None"}  # as Python writes it


@pytest.mark.slow
def test_what_was_chosen_stays_in_the_other_language(lab_page):
    open_chapter(lab_page, 6)
    lab_page.segmented_control(key="language-en").set_value("ko")
    rerun(lab_page)
    assert lab_page.header[0].value == "6 학습 루프"


@pytest.mark.slow
def test_the_next_chapter_is_one_click_away(lab_page):
    for number in range(2, 9):
        do(lab_page, "lab-next-*")
        assert lab_page.header[0].value.startswith(f"{number} ")


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
    do(lab_page, next(each.key for each in lab_page.button if each.label == "exactly twice that"))
    assert "Right: exactly twice that." in texts(lab_page)
    assert "tensor([2., 2., 2., 2., 2., 2.])" in texts(lab_page)
    assert "**1 of 11 answered, 1 as you had guessed.**" in texts(lab_page)
    do(lab_page, "questions-again")
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


@pytest.mark.slow
def test_the_training_loop_step_by_step_and_ten_rounds_at_once(lab_page):
    open_chapter(lab_page, 6)
    learning = session_of(lab_page).learning
    start = learning.practice.loss_now()
    for step in ("zero_grad", "forward", "loss", "backward", "update"):
        lab_page.button(key=f"loop-{step}").click()
        rerun(lab_page)
    assert learning.practice.loss_now() < start
    assert f"Before the last update it was {start:.4f}." in texts(lab_page)
    do(lab_page, "loop-rounds")
    assert len(learning.practice.history) == 3 + 55
    lab_page.button(key="loop-undo").click()
    rerun(lab_page)
    assert learning.practice.history[-1].step == "backward"
    for _ in range(4):
        do(lab_page, "loop-rounds")
    assert "A lab here can do 250 steps" in lab_page.warning[0].value
    do(lab_page, "loop-restart")
    assert learning.practice.loss_now() == start


@pytest.mark.slow
def test_backward_before_a_loss_says_what_to_do_first_in_the_loop(lab_page):
    open_chapter(lab_page, 6)
    lab_page.button(key="loop-update").click()
    rerun(lab_page)
    assert lab_page.warning[0].value == "Too early for “Update”. Do “Forward”, “Loss” and “Backward” first."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rate", "verdict"), [(0.001, "hardly anything is learnt"), (0.03, "it learns"), (10.0, "diverges")]
)
def test_the_slider_shows_which_learning_rates_learn(lab_page, rate, verdict):
    open_chapter(lab_page, 6)
    lab_page.select_slider(key="loop-slider").set_value(rate)
    rerun(lab_page)
    assert verdict in texts(lab_page)


@pytest.mark.slow
def test_a_race_is_run_and_its_result_shown(lab_page):
    open_chapter(lab_page, 8)
    lab_page.select_slider(key="race-steps").set_value(50)
    rerun(lab_page)
    button(lab_page, "race-start").click()
    lab_page.run()
    racing = session_of(lab_page).learning.racing
    racing.join(60)
    rerun(lab_page)
    assert all(len(runs[0]) == 50 for runs in session_of(lab_page).learning.race.losses.values())
    for name in ("SGD", "Momentum", "Nesterov", "Adam", "RMSprop"):
        assert f"| {name} |" in texts(lab_page)
    assert "seed 0" in texts(lab_page)


def lines_of(app) -> list[str]:
    """The program in the open pane."""
    sent = [json.loads(each.proto.json) for each in app.get("bidi_component") if each.proto.json]
    return [line[0] for each in sent if "lines" in each for line in each["lines"]]


@pytest.mark.slow
def test_the_race_s_program_follows_the_visitor_s_settings(lab_page):
    lab_page.session_state["lab-code"] = True
    open_chapter(lab_page, 8)
    lab_page.number_input(key="lab-seed").set_value(5)
    lab_page.select_slider(key="race-steps").set_value(50)
    lab_page.segmented_control(key="race-seeds").set_value(3)
    lab_page.segmented_control(key="race-rates").set_value("same")
    rerun(lab_page)
    lab_page.number_input(key="race-rate").set_value(0.5)
    rerun(lab_page)
    lines = lines_of(lab_page)
    assert "steps, window = 50, 2" in lines
    assert "for seed in [5, 6, 7]:" in lines
    assert sum("lr=0.5" in line for line in lines) == 5
    assert "the program and its data" in texts(lab_page)
    files = [each for each in lab_page.get("download_button") if each.proto.label.startswith(("Program", "Notebook"))]
    assert len(files) == 2


@pytest.mark.slow
def test_chapter_four_has_the_lines_of_its_table(lab_page):
    lab_page.session_state["lab-code"] = True
    open_chapter(lab_page, 4)
    lab_page.number_input(key="update-rate").set_value(0.25)
    rerun(lab_page)
    for optimizer in ("SGD([p]", "Adam([p]", "RMSprop([p]"):
        assert any(f"optim.{optimizer}, lr=0.25" in line for line in lines_of(lab_page))


@pytest.mark.slow
def test_a_race_over_three_seeds_gives_mean_and_spread(lab_page):
    open_chapter(lab_page, 8)
    lab_page.number_input(key="lab-seed").set_value(5)
    lab_page.select_slider(key="race-steps").set_value(50)
    lab_page.segmented_control(key="race-seeds").set_value(3)
    lab_page.segmented_control(key="race-rates").set_value("same")
    rerun(lab_page)
    lab_page.number_input(key="race-rate").set_value(10.0)  # typed just before the click
    button(lab_page, "race-start").click()
    lab_page.run()
    learning = session_of(lab_page).learning
    assert set(learning.race.rates.values()) == {10.0}
    learning.racing.join(60)
    rerun(lab_page)
    assert "seeds 5, 6 and 7" in texts(lab_page)
    assert "mean ± standard deviation over the seeds" in texts(lab_page)
    assert all(len(runs) == 3 for runs in learning.race.losses.values())


@pytest.mark.slow
def test_a_second_click_does_not_start_a_second_race(lab_page):
    open_chapter(lab_page, 8)
    button(lab_page, "race-start").click()
    lab_page.run()
    learning = session_of(lab_page).learning
    first = learning.racing
    start = button(lab_page, "race-start")
    if not first.ended:
        assert start.disabled
    first.join(60)
    assert learning.racing is first


def test_a_number_that_is_typed_just_before_the_click_counts(lab_page):
    session_of(lab_page).learning.lab = Lab(0).afresh().do("backward")
    rerun(lab_page)
    choose_step(lab_page, "update")
    lab_page.number_input(key="lab-rate").set_value(0.5)
    do(lab_page, "walk-run-update")
    assert session_of(lab_page).learning.lab.history[-1].arguments["learning_rate"] == 0.5


def test_without_a_fresh_gradient_nobody_is_asked_whether_the_loss_will_fall(lab_page):
    learning = session_of(lab_page).learning
    learning.lab = Lab(0).do_all(Action(step, {}) for step in ("network", "input", "forward", "backward_from_output"))
    rerun(lab_page)
    choose_step(lab_page, "update")
    assert not lab_page.radio
    do(lab_page, "walk-run-update")
    assert not any("guessed" in each.value for each in (*lab_page.success, *lab_page.warning))


def test_what_was_refused_is_forgotten_with_the_next_choice_and_the_next_visit(lab_page):
    for leave in (lambda: choose_step(lab_page, "target"), lambda: rerun(lab_page.switch_page("pages/views/home.py"))):
        choose_step(lab_page, "backward")
        assert lab_page.warning
        leave()
        rerun(lab_page.switch_page("pages/views/autograd.py"))
        assert not lab_page.warning


def test_after_a_refusal_the_walk_proposes_a_new_forward():
    lab = Lab(0).do_all(Action(step, {}) for step in WALK[:10]).do("backward_from_output").do("zero_grad")
    assert recommended(lab) == "forward"  # its graph was freed by the way
    refused = lab.do("backward")
    assert refused.cells[-1].refused
    assert recommended(refused) == "forward"
    assert recommended(refused.do("forward")) == "loss"
    assert recommended(refused.do("forward").do("loss")) == "backward"


def test_the_walk_is_always_proposed_to_its_end():
    lab = Lab(0)
    for step in WALK:
        assert recommended(lab) == step
        lab = lab.do(step)


def test_outputs_of_another_input_are_pointed_out(lab_page):
    session_of(lab_page).learning.lab = Lab(0).reach("loss").do("input").do("loss")
    rerun(lab_page)
    assert "`out` still belongs to the input or the weights of before." in texts(lab_page)


@pytest.mark.slow
def test_a_gradient_that_is_a_sum_is_pointed_out_in_the_loop(lab_page):
    open_chapter(lab_page, 6)
    for step in ("forward", "loss", "backward", "update", "forward", "loss", "backward"):
        assert not lab_page.warning
        lab_page.button(key=f"loop-{step}").click()
        rerun(lab_page)
    assert "sum of 2 backwards" in lab_page.warning[0].value


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
