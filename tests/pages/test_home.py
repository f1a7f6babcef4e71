from tests.pages.conftest import button, rerun, texts


def test_it_says_what_to_do_first_and_what_was_found(visit):
    written = texts(visit("home"))
    assert "Train a real PyTorch network in your browser" in written
    assert "**Device:** " in written
    assert "**MNIST:** MNIST is not on this server yet. The Data page can get it." in written
    assert "**Built-in digits:** 1,797 real handwritten digits" in written


def test_the_post_is_run_as_in_the_post_also_where_another_preset_was_chosen_before(visit):
    app = visit("train")
    assert app.segmented_control(key="preset-000").value == "quick"
    rerun(app.switch_page("pages/views/home.py"))
    button(app, "home-open-post").click()
    rerun(app)
    rerun(app.switch_page("pages/views/train.py"))
    assert app.segmented_control(key="preset-000").value == "post"
