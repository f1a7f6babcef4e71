"""The form of the hyperparameters by itself: what it returns is the preset, and what the visitor has changed in it."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from core.config import bounds_of
from core.errors import ConfigError
from core.lessons import LESSONS, Preset
from core.optimizers import OPTIMIZERS

CASES = [(lesson.id, preset.id) for lesson in LESSONS.values() for preset in lesson.presets]


def form_page(lesson_id: str, preset_id: str) -> None:
    """A page that is the form alone; AppTest runs the text of this function."""
    import streamlit as st

    from core.errors import ConfigError
    from core.lessons import LESSONS
    from pages.ui.forms import config_form
    from pages.ui.visitor.visit import get_session
    from tests.conftest import built_in

    lesson = LESSONS[lesson_id]
    preset = next(each for each in lesson.presets if each.id == preset_id)
    about = st.container()
    try:
        result = config_form(get_session(), lesson, built_in(lesson), preset, about)
    except ConfigError as error:
        result = error
    st.session_state["result"] = result


def opened(lesson_id: str, preset_id: str) -> AppTest:
    return run(AppTest.from_function(form_page, default_timeout=60, args=(lesson_id, preset_id)))


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def preset_of(lesson_id: str, preset_id: str) -> Preset:
    return next(each for each in LESSONS[lesson_id].presets if each.id == preset_id)


def fields_of(app: AppTest) -> dict:
    """Name of the hyperparameter -> its widget."""
    widgets = [*app.number_input, *app.selectbox]
    return {each.key.removeprefix("config-"): each for each in widgets if each.key.startswith("config-")}


def another_value(kind: type, name: str, now):
    """A permitted value of a hyperparameter other than the present one."""
    bounds = bounds_of(kind, name)
    if bounds.choices:
        return next(choice for choice in bounds.choices if choice != now)
    return next(value for value in (bounds.low, bounds.high, bounds.low + bounds.step) if value != now)


@pytest.mark.parametrize(("lesson_id", "preset_id"), CASES)
def test_a_form_that_nobody_has_touched_gives_the_preset(lesson_id, preset_id):
    app = opened(lesson_id, preset_id)
    wanted = preset_of(lesson_id, preset_id).config_for(LESSONS[lesson_id].built_in())
    assert app.session_state["result"] == wanted
    shown = fields_of(app)
    assert {name: widget.value for name, widget in shown.items()} == {name: getattr(wanted, name) for name in shown}
    assert "epochs" in shown


@pytest.mark.slow
@pytest.mark.parametrize("lesson_id", LESSONS)
def test_each_field_changes_its_own_hyperparameter_alone(lesson_id):
    """But the optimizer, which brings a learning rate that suits it; a remark names the change, and undoes it."""
    preset_id = LESSONS[lesson_id].presets[0].id
    app = opened(lesson_id, preset_id)
    wanted = app.session_state["result"]
    for name in fields_of(app):
        if name == "units":  # on English there is one way to cut, and it is not shown
            continue
        value = another_value(type(wanted), name, getattr(wanted, name))
        fields_of(app)[name].set_value(value)
        run(app)
        changes = {name: value}
        if name == "optimizer":
            changes["learning_rate"] = OPTIMIZERS[value].learning_rate
        result = app.session_state["result"]
        if isinstance(result, ConfigError):  # a network that cannot be built, as with a kernel larger than the image
            with pytest.raises(ConfigError) as told:
                replace(wanted, **changes)
            assert result.message == told.value.message
        else:
            assert result == replace(wanted, **changes)
        next(each for each in app.button if each.key == "back-to-preset").click()
        run(app)
        assert app.session_state["result"] == wanted


@pytest.mark.parametrize(("name", "value"), [("epochs", 0), ("epochs", 51), ("learning_rate", 0.0), ("batch_size", -1)])
def test_a_value_that_cannot_work_is_named_and_nothing_else_is_lost(name, value):
    app = opened("000", "quick")
    fields_of(app)["seed"].set_value(7)
    run(app)
    fields_of(app)[name].set_value(value)
    run(app)
    problem = app.session_state["result"]
    assert isinstance(problem, ConfigError)
    with pytest.raises(ConfigError) as told:
        replace(preset_of("000", "quick").config, **{name: value})
    assert problem.message == told.value.message
    assert fields_of(app)["seed"].value == 7


def test_a_field_without_effect_is_not_shown_and_comes_with_what_it_needs():
    app = opened("000", "post")
    assert "momentum" not in fields_of(app)
    fields_of(app)["optimizer"].set_value("Momentum")
    run(app)
    assert fields_of(app)["momentum"].value == 0.9
