from tests.pages.conftest import texts


def test_it_says_what_to_do_first_and_what_was_found(visit):
    written = texts(visit("home"))
    assert "Train a real PyTorch network in your browser" in written
    assert "**Device:** " in written
    assert "**MNIST:** MNIST is not on this server yet. The Data page can get it." in written
    assert "**Built-in digits:** 1,797 real handwritten digits" in written
