import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence

from core.models.lstm import LSTM, LSTMConfig


@pytest.fixture
def batch():
    """Five texts of 3 to 9 words, padded with 1."""
    lengths = torch.tensor([3, 9, 5, 7, 4])
    text = torch.randint(2, 50, (9, 5), generator=torch.Generator().manual_seed(1), dtype=torch.int32)
    return text.masked_fill(torch.arange(9).unsqueeze(1) >= lengths, 1), lengths


def network(reading):
    torch.manual_seed(0)
    return LSTM(50, LSTMConfig(reading=reading))


def test_reading_at_the_reviews_end_equals_packing(batch):
    text, lengths = batch
    net = network("review's end")
    packed = pack_padded_sequence(net.embedding(text), lengths, enforce_sorted=False)
    _, (hidden, _) = net.lstm(packed)
    assert torch.allclose(net(text, lengths), net.fc(hidden.squeeze(0)), atol=1e-6)


@pytest.mark.parametrize("reading", ["review's end", "largest of all"])
def test_more_padding_changes_nothing(batch, reading):
    text, lengths = batch
    longer = torch.cat([text, torch.ones(40, 5, dtype=torch.int32)])
    assert torch.allclose(network(reading)(text, lengths), network(reading)(longer, lengths), atol=1e-6)


def test_reading_after_the_padding_is_moved_by_it_as_in_the_post(batch):
    text, lengths = batch
    longer = torch.cat([text, torch.ones(40, 5, dtype=torch.int32)])
    net = network("padding's end")
    assert (net(text, lengths) - net(longer, lengths)).abs().max() > 1e-3
    same = net(longer[:, :1].repeat(1, 2), lengths[:2])
    assert torch.equal(same[0], same[1])


def test_the_filler_words_vector_is_trained_as_in_the_post_or_stays_zero():
    text, lengths = torch.tensor([[5], [1]], dtype=torch.int32), torch.tensor([2])
    for padding, moves in (("trained", True), ("zero", False)):
        net = LSTM(50, LSTMConfig(padding=padding))
        net(text, lengths).sum().backward()
        assert bool(net.embedding.weight.grad[1].any()) == moves
