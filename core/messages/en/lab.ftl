# The autograd lab: its steps, the questions that are answered by running lines, and what it refuses.

## Steps

lab-step-network = Network
lab-step-parameters = Parameters
lab-step-input = Input
lab-step-forward = Forward
lab-step-zero_grad = Zero the gradients
lab-step-backward_from_output = Backward from the outputs
lab-step-target = Target
lab-step-loss = Loss
lab-step-graph = Graph
lab-step-backward = Backward
lab-step-update = Update
lab-step-quoted = “{ $step }”

## What is too early or cannot be

lab-look-network = Looking at the network
lab-look-loss = Looking at the loss
lab-too-early = Too early for “{ $step }”. Do { $first } first.
lab-no-gradients = There are no gradients yet. Do “Backward” first.
lab-no-step = There is no step “{ $step }”: there are { $known }.
lab-second-network = The network is there already. Reset the lab for a new one.
lab-pictures = Pictures have to be uint8 and (N, 1, { $side }, { $side }), not { $kind } { $shape }.
lab-no-criterion = There is no loss “{ $criterion }”: choose { $one } or { $other }.
lab-labels = The right classes have to be numbers from 0 to 9.
lab-no-way = There is no update “{ $way }”: choose { $one } or { $other }.
lab-learning-rate = The learning rate has to be a number from 0 to { $most }.
lab-the-race = The race

## Experiments: the question, and why its answer is so

lab-experiment-before-backward = Nothing has gone backward yet. What is `conv1.bias.grad`?
    .why = A gradient is a tensor of its own, made by the first backward. Where the post prints zeros, a backward and a `zero_grad()`, which filled gradients with zeros in those days, have come before.
lab-experiment-one-backward = After one backward: which of the two has changed, `conv1.bias` or `conv1.bias.grad`?
    .why = Backward only computes. Weights are changed by the update, which you or an optimizer must do.
lab-experiment-twice = Forward, loss and backward once more, without `zero_grad()`. The gradient is now ...
    .why = Backward **adds** to `.grad`. That is useful where a large batch is split into small ones, and wrong in a training loop: this is what `zero_grad()` is for.
lab-experiment-zeroed-between = The same, with `zero_grad()` in between.
    .why = Nothing is left of the first backward, so the second gives the same gradient again.
lab-experiment-after-zero = After `loss.backward()` and `net.zero_grad()`: what is `conv1.bias.grad`?
    .why = Since PyTorch 2.0 `zero_grad()` throws gradients away instead of filling them with zeros: that saves memory. The post prints zeros, as it was then.
lab-experiment-zeros = And with `net.zero_grad(set_to_none=False)`?
    .why = This is how the post's version of PyTorch did it. An optimizer skips a parameter whose gradient is None; with zeros, one with momentum would move it on.
lab-experiment-second-backward = `loss.backward()` a second time, on the same loss, without a new forward.
    .why = On its way back the first one frees what the nodes had saved. A new forward builds a new graph.
lab-experiment-retain-graph = The first one with `retain_graph=True`. The gradient after the second is ...
    .why = The graph is kept, so it can be walked again, and the gradients add up as always.
lab-experiment-output = `out` has a gradient on the way back, too. What is `out.grad` after backward?
    .why = Only **leaf** tensors keep their gradient: those that no operation has made, such as parameters. PyTorch also warns when you ask another one for it.
lab-experiment-output-retained = And if `out.retain_grad()` was called before?
    .why = Now it is kept. It is what the formula of the mean squared error gives: 2 x (output - target) / 10.
lab-experiment-small-image = An MNIST image of 28 x 28 pixels instead of 32 x 32.
    .why = Two convolutions and poolings leave 16 x 5 x 5 = 400 numbers of it, and `fc1` waits for 16 x 6 x 6 = 576. So lesson 004 resizes every digit to 32 x 32.
lab-experiment-recorded = `p -= learning_rate * p.grad` without `torch.no_grad()` around it.
    .why = Autograd would have to record the update as a part of the graph, and a leaf must not be changed in place. The post writes `f.data.sub_(...)`, which goes past autograd unseen; `torch.no_grad()` says openly that nothing is to be recorded.
lab-experiment-as-in-post = The post's `f.data.sub_(f.grad.data * learning_rate)` against `p - learning_rate * p.grad`: the same weights?
    .why = It is the same rule: weight = weight - learning rate x gradient.
lab-experiment-small-rate = One update with learning rate 0.01. The loss of the same input is then ...
    .why = Against the gradient the loss falls, as long as the step is short enough.
lab-experiment-large-rate = And with learning rate 100?
    .why = The gradient says where the loss falls right here. A step that is too long ends where it says nothing any more.
lab-experiment-adam = Two weights with gradients 0.1 and 0.0001. Which one does Adam's first step move farther?
    .why = Adam divides by the size that a weight's gradients have had. After a single one that leaves only the sign: the step is as long as the learning rate.

## What may be answered

lab-option-six-zeros = six zeros
lab-option-six-others = six other numbers
lab-option-ten-numbers = ten numbers
lab-option-only-gradient = only the gradient
lab-option-only-bias = only the bias
lab-option-both = both
lab-option-as-first = as after the first
lab-option-twice = exactly twice that
lab-option-zero = zero
lab-option-works = It works
lab-option-refused = PyTorch refuses
lab-option-very-same = the very same
lab-option-different = different ones
lab-option-smaller = smaller
lab-option-larger = larger
lab-option-the-same = the same
lab-option-first-farther = the first, a thousand times as far
lab-option-equally-far = both equally far
