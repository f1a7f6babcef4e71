# The Train page: what a run will cost, its start, its controls, its curves and figures, the list of runs.

train-lead = Choose, start, and watch the network learn.
train-differences = Where this differs from the post, and why
train-differences-data = **The post learns from { $post }.** So its accuracy and that of this run cannot be compared. *Here:* { $data }, { $train } training and { $test } test examples.
train-autograd = The post's walk through autograd

train-settings = Settings

## Before the start

train-start = Start training
train-not-post-data = The post learns from { $post }, this run from { $data }, so its figures are others. { $post } can be chosen in “{ train-settings }”.
train-start-another = Start another run
    .help = Your present run goes on. Other visitors' first runs come before your second one.
train-steps = Epochs x mini-batches: { $epochs } x { $batches } = **{ $steps } steps**.
train-expected = Expected time on this server: **{ $time }**.
train-measuring = Measuring how fast this server is ...
train-quicker = “{ $preset }” takes { $time }.
train-no-losses = An epoch has only { $batches } mini-batches, so the console will print no losses.
train-full = All your { $runs } runs are still under way: stop or delete one before you start another.
train-next-to-go = You have { $runs } runs, as many as are kept. Starting another one removes the oldest that has ended, { $name }. Save its weights first if you want to keep them.
train-saved-run = Go on with a saved run
    .help = A file that was made with “{ $save }”. It is paused where it was saved: press Play.
train-no-run = “{ $start }” begins a run. Its curves will appear below.

## The network, layer by layer

train-network = The network of lesson { $lesson }, layer by layer
train-network-layer = Layer
train-network-shape = Shape before and after
train-network-parameters = Parameters
train-network-input = input
train-network-known = { $count } known { $units }
train-network-none = none; { $before } = { $after }
train-network-count = **{ $count } parameters.**
train-network-counted-Conv2d = A convolution has outputs x inputs x kernel x kernel weights and a bias for each output.
train-network-counted-Linear = A linear layer has outputs x inputs weights and a bias for each output.
train-network-counted-Embedding = An embedding has 100 numbers for each known word or syllable.
train-network-counted-LSTM = An LSTM has four gates of 100, each with weights for its input and its own last state, and two biases.
train-network-functions = ReLU and pooling that are written as functions have no layer of their own; the next shape shows what they did.

## The controls of a run

train-play = Play
train-pause = Pause
train-stop = Stop
train-advance-step = Step
    .help = One mini-batch, then pause.
    .pause-first = One mini-batch: pause first.
train-advance-log_line = Log line
    .help = To the next line of the console, then pause.
    .pause-first = To the next line of the console: pause first.
train-advance-epoch = Epoch
    .help = To the end of the epoch and its test, then pause.
    .pause-first = To the end of the epoch and its test: pause first.
train-rate = Learning rate
train-rate-now = Learning rate from now on
    .help = Takes effect with the next mini-batch and is marked on the curve. Allowed: { $allowed }. With a schedule, all that is left of it is scaled along.
train-rate-outside = A learning rate of { $rate } is outside { $allowed }; nothing was changed.
train-save = A file from which the run goes on later, here or elsewhere, to exactly the same result: “{ $form }”, in “{ train-settings }”.

## How far it is

train-done = { $step } of { $steps } mini-batches
train-speed = { $rate } examples/s
train-queued = In the queue: { $queue }
train-training = Training: { $left }
train-stopping = Stopping: { $left }
train-paused = Paused in epoch { $epoch } after { $step } of { $steps } mini-batches.
train-finished = Finished: { $step } of { $steps } mini-batches in { $time }
train-stopped = Stopped after { $step } of { $steps } mini-batches. What was learnt is kept.

## Figures and curves

train-loss =
    .empty = An empty chart for the loss of each mini-batch.
    .none = No mini-batch has been processed yet.
    .alt = Loss: { $first } at first, { $last } (smoothed) after { $steps } mini-batches.
    .rate = The learning rate was set to { $rate } after mini-batch { $step }.
train-loss-smoothed = Loss, smoothed
    .help = The mean over the last { $count ->
        [one] { $count } mini-batch
       *[other] { $count } mini-batches
    }.
train-accuracy =
    .empty = An empty chart for the accuracy of each epoch.
    .none = The first epoch has not ended yet.
    .ended = It ended before its first epoch was over.
    .alt = After epoch { $epoch }: { $trained }% of the training examples and { $right }% of the { $part } right.
train-accuracy-training = Training accuracy
train-accuracy-test = Test accuracy
train-accuracy-validation = Validation accuracy
train-accuracy-measured = Measured on the { $part }.
train-curves = The training curve is measured on the way through an epoch, while the network is still changing; that of the { $part } at its end.
train-when-stopped = When it was stopped: { $right }% of the { $part } right.

train-guess-no = No better than guessing, which gets { $share }% right.
train-guess-hardly = Hardly better than guessing, which gets { $share }% right.
train-guess-rate = The learning rate may be too large or too small, or the training too short.
train-guess-exploded = The loss rose to { $loss } on the way: the learning rate is too large.
train-guess-padding = The network is read after the filler words, as in the post, and by then it has forgotten the review: try the preset “{ $preset }”.

train-best = **Best epoch by accuracy on the { $part }: { $epoch }**, { $right } right.
train-best-tied = **Best epoch by accuracy on the { $part }: { $epoch }**, { $right } right, of several as good the one with the lowest loss, { $loss }.
train-best-in-use = Its weights are in use.
train-last-in-use = The last weights are in use.
train-best-by-test = It was chosen by the test set, so its accuracy there is a little better than on really new examples.
train-use-last = Use the last weights
train-use-best = Use the weights of epoch { $epoch }

train-evaluate = See its mistakes
train-try-drawings = Draw for it
train-try-pictures = Show it a picture
train-try-text = Write for it

## Console

train-console = **Console**
train-console-of = **Console**, { $format }
train-console-yet = Nothing printed yet.
train-console-nothing = Nothing was printed.
train-console-at-end = The post prints nothing before the end.
train-true-mean = The post adds up the mean losses of { $batches ->
        [one] { $batches } mini-batch
       *[other] { $batches } mini-batches
    } and divides by the { $examples } examples: { $printed } is too small by the examples in a mini-batch. Divided by the number of mini-batches it is { $right }.

## The list of runs

train-runs = Your runs ({ $count } of { $most } at most)
train-runs-none = No runs yet
train-manage = Rename, save or delete { $name }
train-name = Name
train-delete = Delete this run
    .help = Takes it away with its weights; until you delete another one you can bring it back.
train-deleted = { $name } was deleted.
train-bring-back = Bring it back
    .help = Possible until you delete another run, while there is room. One that was under way goes on.
train-setting = { $label } { $value }
train-changed = { $more ->
    [0] { $preset }, { $changes }
   *[other] { $preset }, { $changes } and { $more } more
}
train-status-training = training
train-status-stopping = stopping

## The program

train-code-of-run = The program of { $run }. It prints the same lines, and ends with the same weights.
train-code-of-active-run = The program of { $run }, which prints the same lines. When the run has ended, it also compares the weights.
train-code-of-form = The program that these settings make. A value that is changed in the form changes its line here, and a value that is changed here changes the form.
train-code-here = Program
train-code-difference = Difference from the post
train-code-post = The post's
train-code-marks-program = Lines with a bar at their side are not the post's. Point at one, or tap it, to see why.
train-code-marks-draft = At the side: “~” you have changed the line, “✓” the form has its value from it, “·” it is not needed here. Point at a line, or tap it, to see why.
train-code-marks-paste = At the side: “✓” the form has its value from this line, “·” it is not needed here. Point at a line, or tap it, to see why.
train-code-marks-post = At lines with a question mark the app does otherwise than the post. Point at one, or tap it, to see what.
train-code-paste = Paste
train-code-paste-about = Paste the class of a network, or a whole program such as a post's. Each line is read, and the form takes what it says. The code itself is never run.
train-code-placeholder = Paste here the class or the whole program of a post, or type.
train-code-draft = Your code stays as you have written it, also where the program of the settings has other lines. What was read from it is in the form.
train-code-discard = Show the program of the settings instead
train-code-unread-here = The program has an error in line { $line }: { $problem } Mend it in the code, or press “{ train-code-discard }” below it.
train-code-unread-paste = The code in “{ train-code-paste }” has an error in line { $line }: { $problem } Mend it there, or open “{ train-code-here }” to train what stands there.
train-code-empty-here = There is no code to train. Write some, or press “{ train-code-discard }” below it.
train-code-empty-paste = The code in “{ train-code-paste }” has comments only. Paste a program or a class, or open “{ train-code-here }” to train what stands there.
train-code-other-here = The program belongs to another lesson: { $lesson }. Paste it in that lesson, or press “{ train-code-discard }” below it.
train-code-other-paste = The code in “{ train-code-paste }” belongs to another lesson: { $lesson }. Open that lesson, or open “{ train-code-here }” to train what stands there.
train-code-not-taken = What is trained are the settings here, and not the code in “{ train-code-paste }”: they have changed since it was read. “{ $read }” takes it again.
train-code-partly = Not every line of the code could be read or is right. What is trained are the settings here. The lines are named below the code.
train-code-repair = Repair line { $line }: { $problem }
train-code-mend = Mend it
train-code-counts = **{ $read }** { $read ->
    [one] line
   *[other] lines
    } read (✓), **{ $unneeded }** not needed here (·), **{ $unknown }** not understood.
train-code-taken = The form has taken what this code says. “{ $start }” trains it.
train-code-data-missing = Only the data set differs: { $title } is not on this server, so { $instead } is used. To fetch it, choose it under “{ $form }”.
train-code-data-here = Only the data set differs: the form has { $instead }. To train with { $title }, choose it under “{ $form }”.
train-code-other-lesson = This program belongs to another lesson: { $lesson }.
train-code-open-lesson = Open lesson { $lesson }
train-code-read = Read it here
train-changes = Try a change
train-changes-about = Each of these changes the class of the network in the code. Train with it and without it, then compare.
train-changes-try = Try: { $change }
train-changes-missing-changed = Now press “{ $start }” to see what happens.
train-changes-missing-own = For comparison, train the lesson's own network with the same settings too.
train-changes-happened = What happened: { $changed }; without the change { $own }.
train-changes-surprise = { $kind ->
    [reversed] It came out the other way round, and hardly by chance on these { $examples } test examples: another seed, or more than { $steps } steps, may change that.
   *[larger] The difference is larger than expected, and hardly chance on these { $examples } test examples: another seed, or more than { $steps } steps, may give another one.
}
train-changes-compare = Compare the two
train-changes-back = Back to the lesson's network
train-compare = Compare with “{ $name }”
train-overlay-on = Curves of { $name } as well
train-overlay-off = Without the curves of { $name }
train-overlay-losses = Loss of several runs, smoothed, at last: { $runs }.
train-overlay-accuracies = Accuracy of several runs on examples that were held out, at last: { $runs }.

## A mini-batch line by line

train-walk = Line by line: one mini-batch, every value
train-walk-about = The run's next mini-batch, a line at a time, forth and back. It is computed on a copy: the run waits, and then does exactly the same.
train-walk-pause-first = The run goes on. Pause it to go through its next mini-batch.
train-walk-begin = Begin with the next mini-batch
train-walk-new = Start a run line by line
    .help = With the settings of the form. It rests before its first mini-batch.
train-walk-computing = Computing the mini-batch ...
train-walk-testing = The epoch's test comes first: { $done } of { $of } examples
train-walk-dropped = The run has gone on, or its learning rate was changed: the mini-batch that was open here is no longer the next one.
train-walk-done = The run has done this mini-batch itself.
train-walk-same = The run has done this mini-batch itself, with the same loss to the last digit: { $loss }.
train-walk-where = Epoch { $epoch }, mini-batch { $batch } of { $of }. **Line { $place } of { $lines }**.
train-walk-back = Back
train-walk-next = Next
train-walk-into = Step in
train-walk-out = Step out
train-walk-finish-end = Let the run do it too
train-walk-finish = Do the rest
    .help = The run itself does this mini-batch and pauses again.
train-walk-loop = The loop over mini-batches
train-walk-forward = The network's forward

train-walk-images = **{ $count ->
        [one] { $count } example
       *[other] { $count } examples
    }** are taken: { $shape } numbers with mean { $mean } and standard deviation { $std }.
train-walk-texts = **{ $count ->
        [one] { $count } text
       *[other] { $count } texts
    }** are taken: { $shape } numbers, each the id of a word or syllable. Shorter texts are filled up to the longest.
train-walk-labels = Labels of the first { $count }: { $labels }.
train-walk-augmented = Every image is changed by its own random draw.
train-walk-hidden = { $hidden } of { $words } words are hidden at random.
train-walk-cleared = The gradients of the mini-batch before are thrown away: `backward()` would add to them.
train-walk-cleared-nothing = There are no gradients yet: this is the first mini-batch since the run began or was opened.
train-walk-answered = What every layer gives for the whole mini-batch, in order.
train-walk-targets = For each example 1 for its own class and 0 for all others: { $shape } numbers.
train-walk-loss = The mean over { $count ->
        [one] { $count } example
       *[other] all { $count } examples
    } is **{ $mean }**. The first { $shown }, each by itself:
train-walk-backward = How strongly the loss depends on each parameter: the length (norm) of its gradient. All together: **{ $total }**.
train-walk-clipped = All gradients together are { $before } long, more than { $most }: they are shortened to that.
train-walk-not-clipped = All gradients together are { $before } long, not more than { $most }: they stay as they are.
train-walk-moved = Learning rate **{ $rate }**. How far each parameter moved, beside its length (norm).
train-walk-scheduled = The learning rate of the next mini-batch: { $before } → **{ $after }**.
train-walk-added = { $before } + { $loss } = **{ $after }**

train-walk-none = none
train-walk-before = Before
train-walk-after = After

train-walk-column-parameter = Parameter
train-walk-column-images = Images
train-walk-column-layer = Layer
train-walk-column-shape = Shape
train-walk-column-mean = Mean
train-walk-column-std = Std. dev.
train-walk-column-before = Gradient before
train-walk-column-after = Gradient after
train-walk-column-label = Label
train-walk-column-guess = Answer
train-walk-column-probability = Probability of the label
train-walk-column-output = Output for the label
train-walk-column-loss = Loss
train-walk-column-length = Length
train-walk-column-change = Moved
train-walk-column-share = Share
train-living-form = **The network that is about to learn**, with its first weights. Click a block for more.
train-living-begins = **The network** before its first mini-batch. Click a block for more.
train-living-run = **The network** after { $step } mini-batches. Click a block for more.
train-living-example = Example { $index } of the { $part }: “{ $truth }”.
train-living-before = Previous example
train-living-after = Next example
train-living-mistake = A mistake
    .help = The next test example that the network answers wrongly
train-living-no-mistake = The network answers all these examples rightly.
train-living-block = A block of the network
train-living-update = Last update: **{ $share }** times as long as the weights.
    .help = What the last mini-batch took from the weights and biases of this block: its length (Euclidean norm), divided by theirs. About 0.001 is usual; much more hints at a learning rate that is too large, much less at one that is too small (CS231n, Stanford: “Ratio of weights:updates”).
