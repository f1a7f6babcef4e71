# The page Autograd: the eight chapters of the lab.

autograd-lead = What happens when a network learns: the lines of lesson 004, run for real, one by one.
autograd-chapter = Chapter
autograd-chapter-walk = Step by step
autograd-chapter-graph = The graph
autograd-chapter-gradients = Gradients add up
autograd-chapter-update = The update
autograd-chapter-check = Is the gradient right?
autograd-chapter-loop = The training loop
autograd-chapter-layers = Every layer
autograd-chapter-race = Optimizer race
autograd-next = Next chapter: { $title }
autograd-gradients = What does `zero_grad()` do, and why? Guess first; then the lines are run, on a network of their own.
autograd-diverged = The weights of your lab are no numbers any more: an update was too large. Undo it in chapter 1, or reset the lab.
autograd-seed = Seed
    .help = The same seed gives the same numbers on every screen. Another one starts the lab over; “Undo” brings the old one back.
autograd-undo = Undo
autograd-reset = Reset
autograd-code = The code
autograd-code-about = All lines that were run here, from the seed on. Taken home, they print the same numbers wherever PyTorch is installed.
autograd-code-lines = The lines of this chapter

## What several chapters say

autograd-rate = Learning rate
autograd-guess-first = Guess first
autograd-guess-right = Right, as you guessed: { $guess }.
autograd-guess-wrong = You guessed: { $guess }. It is: { $right }.
autograd-weight-parameter = Parameter
autograd-weight-index = Index { $axis } (of { $size })

## Chapter 1: step by step

autograd-walk-step = Step
autograd-walk-step-of = Step (the post takes { $all }, some of them more than once: { $place } done)
autograd-walk-guess = First guess: { $question }
autograd-walk-run = Run “{ $step }”
autograd-walk-next = Next: **{ $step }** · { $place } / { $all }
autograd-walk-what = What it does
autograd-walk-ran = What was run
autograd-walk-explained = What the step does
autograd-walk-answer = What it does, and the answer
autograd-walk-empty = Each step runs a few lines of the post. Here you will see them, and what they print. Begin with “Network”.
autograd-walk-refused = PyTorch has refused this step, and said why. Nothing is lost: undo it, or run “Forward” and “Loss” again, which builds a new graph.
autograd-walk-stale = `out` still belongs to the input or the weights of before. Run “Forward” for new outputs.

autograd-guess-parameters = How many tensors hold the parameters of the five layers?
autograd-guess-forward = How many numbers will come out?
autograd-guess-zero_grad = What will conv1.bias.grad be afterwards?
autograd-guess-loss = Ten outputs: how many numbers is the loss?
autograd-guess-backward = Will the last line print something else than the first?
autograd-guess-update = Will the loss of the same input become smaller?
autograd-answer-yes = Yes
autograd-answer-no = No
autograd-answer-refused = PyTorch will refuse

autograd-options-zeros = set_to_none=False (zeros, as when the post was written)
autograd-options-criterion = Loss
autograd-options-label = The right class
autograd-options-way = How
autograd-options-by-hand = by hand
autograd-options-input = Input
autograd-options-input-random = Random numbers, as in the post
autograd-options-input-drawing = My drawing
autograd-options-input-test = A test digit
autograd-options-draw-first = Draw a digit first.
autograd-options-digit = Number, of { $count }
    .alt = The test digit

autograd-pictures-network = `print(net)` lists the modules. ReLU, pooling and the flattening are functions, so it does not.
autograd-pictures-input = Blue: above 0, orange: below.
    .alt = The input
autograd-pictures-output = Output
autograd-pictures-parameter = Parameter
autograd-pictures-size = Size
autograd-pictures-numbers = Numbers
autograd-pictures-all = all
autograd-pictures-gradients = Mean size of the gradient
autograd-pictures-cross-entropy = Softmax gives class { $label } a probability of { $share }; the loss is minus its logarithm: -ln { $share } = **{ $loss }**.
autograd-pictures-mean-squares = The ten differences, squared, add up to { $sum }; divided by 10 that is **{ $loss }**.
autograd-pictures-updated = The loss of the same input: before { $before }, now **{ $now }**.

## Chapter 2: the graph

autograd-graph-about = While the input goes forward, autograd links the operations into a graph. Backward walks it from the loss to the parameters. This is the real one, of your lab's network and its loss.
autograd-graph-walked = After backward
    .help = Backward frees what the nodes have saved.
autograd-graph-node = Node
autograd-graph-nodes = { $nodes } nodes; round: a function, square: a parameter. Names are shown without “Backward0”. Click one.
    .alt = The graph of { $nodes } nodes from the loss to the ten parameters; { $chosen } is chosen.
autograd-graph-parameter = The parameter is `{ $name }`, { $size }.
autograd-graph-freed = Saved for backward: nothing any more. Backward has been here and has freed it.
autograd-graph-saved = Saved for backward: { $tensors }.
autograd-graph-leads-to = leads to
autograd-graph-leads-nowhere = None: no gradient is needed
autograd-graph-prints = The post's three prints
autograd-graph-prints-bias = The post calls the third one the ReLU. It is the bias: next_functions of { $node } are { $ways }, so the ReLU is next_functions[1][0]. The names did not end in 0 when the post was written. The numbers behind 0x say where each object lies in memory; they change each time the lab runs its lines.
autograd-graph-prints-others = These are not the post's three, because CrossEntropyLoss puts two nodes of its own, NllLoss and LogSoftmax, between the loss and the last linear layer. Choose MSELoss to see the post's.

autograd-node-MseLoss = The mean of the squared differences of outputs and target. The gradient of each output is 2 x (output - target) / 10.
autograd-node-NllLoss = Minus the logarithm of the probability of the right class: the second half of CrossEntropyLoss.
autograd-node-LogSoftmax = The outputs become logarithms of probabilities: the first half of CrossEntropyLoss.
autograd-node-Addmm = A fully connected layer: bias + input x weights. The gradient goes three ways, to the bias, to the input and to the weights, and for the last two it needs what it has saved.
autograd-node-T = The layer's weights, rows and columns exchanged (`weight.t()`). The gradient is turned back.
autograd-node-Relu = max(0, x). The gradient passes where x was above 0, elsewhere it is 0.
autograd-node-View = The 16 maps of 6 x 6 numbers were laid out as one row of 576 (`x.view(...)`). The gradient gets the old shape again.
autograd-node-MaxPool2DWithIndices = Of each 2 x 2 numbers the largest. The gradient goes to that one alone, whose place was saved.
autograd-node-Convolution = A kernel slid over the input. The gradient goes to the input (none for the first layer: nobody needs the gradient of the picture), the weights and the bias.
autograd-node-AccumulateGrad = The end of the way, at a leaf: what arrives is **added** to the parameter's `.grad`.
autograd-node-other = An operation of the forward pass.

## Chapters 3 and 4: questions

autograd-questions-score = **{ $answered } of { $all } answered, { $right } as you had guessed.**
autograd-questions-again = Guess again
autograd-questions-lines = The lines that will be run
autograd-questions-right = Right: { $guess }.

## Chapter 4: the update

autograd-update-rule = **weight = weight - learning rate x gradient**: that is all of training. Choose a number of the network, and see it done.
autograd-update-by-hand = By hand
autograd-update-by-optimizer = With optim.SGD
autograd-update-equal = The largest difference between the two, over all 81,194 weights: **{ $difference }**, bit for bit the same.
autograd-update-rounded = The largest difference between the two, over all 81,194 weights: **{ $difference }**, rounding alone: one multiplies, rounds and subtracts, the other may do both in one operation that rounds once.
autograd-update-five = The same gradient, five optimizers
autograd-update-moves = How far { $steps } steps with this learning rate go, each with the same gradient { $gradient }; in brackets what the optimizer remembers.
autograd-update-optimizer = Optimizer
autograd-update-step = Step { $number }
autograd-update-after = Weight after step { $steps }
autograd-update-formula-SGD = weight - rate x gradient. It remembers nothing.
autograd-update-formula-Momentum = v = 0.9 v + gradient; weight - rate x v. While gradients agree, steps grow, up to ten times as long.
autograd-update-formula-Nesterov = v as with momentum; weight - rate x (gradient + 0.9 v): it looks one step ahead.
autograd-update-formula-Adam = m = 0.9 m + 0.1 gradient, s = 0.999 s + 0.001 gradient²; weight - rate x m' / (√s' + 1e-8), where m' and s' are m / (1 - 0.9ⁿ) and s / (1 - 0.999ⁿ) after n steps.
autograd-update-formula-RMSprop = s = 0.99 s + 0.01 gradient²; weight - rate x gradient / (√s + 1e-8). The first step is ten times the rate, since s begins at 0.

## Chapter 5: is the gradient right?

autograd-check-about = A gradient is a claim: **when this weight grows by a little, the loss grows by the gradient times as much.** Move the weight and see. All of it is computed in double precision, with 16 digits instead of 7.
autograd-check-step = How far the weight is moved
    .help = Too far: the loss bends, or a ReLU or a maximum changes over. Not far enough: the digits run out.
autograd-check-found = `{ $weight }`: autograd says **{ $autograd }**; (loss(w + h) - loss(w - h)) / 2h with h = { $step } gives **{ $difference }**.
autograd-check-zero = Both are 0: with this input the weight plays no part, since a ReLU before or behind it gives 0.
autograd-check-right = The relative difference is { $apart }: the gradient is right.
autograd-check-too-long = The relative difference is { $apart }: the step is long enough to meet a bend of the curve (a ReLU closes, say). Take a shorter one.
autograd-check-too-short = The relative difference is { $apart }: the step is so short that the two losses differ in their last digits only. Take a longer one.

## Chapter 6: the training loop

autograd-loop-about = Here they learn { $batch } built-in digits by heart, with CrossEntropyLoss. Press the steps one after the other; leave one out and see what happens.
autograd-loop-lines = The loop
autograd-loop-values = What the line printed
autograd-loop-round = A whole round
autograd-loop-rounds = { $rounds } rounds
autograd-loop-restart = From the beginning
autograd-loop-loss = The loss of the batch, with the weights as they are: **{ $loss }**.
autograd-loop-before = Before the last update it was { $loss }.
autograd-loop-sum = The gradient is now the **sum of { $backwards } backwards**: nothing has zeroed it. Each update repeats all earlier ones, as if the learning rate grew with every round. At first that even looks faster; go on, and the loss jumps.
autograd-loop-empty = The line that was run last, and what it printed, appears here.
autograd-loop-latest = **{ $step }**, after { $updates ->
        [one] 1 update
       *[other] { $updates } updates
    }. { $left } more steps are allowed.
autograd-loop-which-rate = Which learning rate?
autograd-loop-training = Training with { $rates } learning rates ...
autograd-loop-slider = Learning rate to look at
autograd-loop-diverges = **{ $rate }**: it diverges: after { $updates } updates the loss is no longer a finite number.
autograd-loop-jumps = **{ $rate }**: it jumps: the loss went from { $start } up to { $highest }, and ends at { $end }.
autograd-loop-hardly = **{ $rate }**: hardly anything is learnt: from { $start } to { $end } in { $updates } updates.
autograd-loop-learns = **{ $rate }**: it learns: from { $start } to { $end } in { $updates } updates.
autograd-loop-others = The pale lines are the other rates.

## Chapter 7: every layer

autograd-layers-about = A picture of 32 x 32 becomes 30 x 30 (a 3 x 3 kernel has no place at the edge), pooling halves it to 15 x 15, then 13 x 13 and 6 x 6. The 16 maps of 6 x 6 are 576 numbers for the three fully connected layers.
autograd-layers-layer = Layer
autograd-layers-input = input
autograd-layers-after-relu = { $layer } after ReLU
autograd-layers-colours = Blue: above 0, orange: below, white: 0. Each picture has its own scale.
autograd-layers-activations = Activations, { $size }
    .gradient = Gradient of the loss with respect to them
autograd-layers-filters = Filters, { $size }
    .gradient = Gradient of the loss with respect to the filters
autograd-layers-weights = Weights, { $size }
    .gradient = Gradient of the loss with respect to the weights
autograd-layers-range = from { $least } to { $most }
autograd-layers-before-relu = These are the sums before ReLU, so there are negative ones; their gradient is 0 wherever ReLU gives 0.
autograd-layers-functions = Functions have no weights. Pooling passes the gradient to the largest of four alone, the others get 0.

## Chapter 8: the race

autograd-race-about = Five optimizers start from the same weights and see the same mini-batches in the same order. All that differs is how they turn a gradient into a step.
autograd-race-steps = Mini-batches
autograd-race-seeds = Seeds
    .help = How often the race is run, each time from other first weights and in another order. Who wins once may have been lucky.
autograd-race-rates-each = each its usual one
autograd-race-rates-same = the same for all
autograd-race-rate = For all
autograd-race-racers = { $racers }. Momentum and Nesterov with momentum { $momentum }.
autograd-race-start = Start the race
autograd-race-stop = Stop
autograd-race-empty = The curves of the five will appear here.
autograd-race-chart = Loss of the last { $window } mini-batches: { $losses }
autograd-race-terms = Lesson { $lesson } on { $dataset }, { $count ->
        [1] seed { $seeds }
       *[other] seeds { $seeds }
    }, mini-batches of { $batch }. Curves are means over { $window } mini-batches of what they train on; lower is better. A network that only guesses among { $classes } classes has a loss of { $loss }.
autograd-race-out = **{ $racer }** is out. { $why }
autograd-race-ready = About to begin
autograd-race-progress = Mini-batch { $done } of { $total }
autograd-race-progress-seeds = Mini-batch { $done } of { $total }, over { $seeds } seeds
autograd-race-optimizer = Optimizer
autograd-race-loss = Loss, last { $window } mini-batches
autograd-race-loss-seeds = Loss, last { $window } mini-batches, mean ± standard deviation over the seeds
autograd-race-is-out = out
autograd-race-code = The program of a race with these settings. On the CPU its losses are those of the race here, and it prints the table. Lines with a bar at their side are not in the post of the lesson; point at one, or tap it, to see why.

## Charts

autograd-charts-loss = Loss
autograd-charts-loss-batch = Loss of the batch
autograd-charts-updates = Updates
autograd-charts-mini-batch = Mini-batch
autograd-charts-weight = Weight
autograd-charts-curve = loss
autograd-charts-tangent = tangent: autograd's gradient
autograd-charts-the-weight = the weight
autograd-charts-rate = learning rate { $rate }
