# The Evaluate page: how good a network is, where it fails, how sure it is, and what would help.

evaluate-lead = How good is the network on examples it has never seen, and where does it fail?
evaluate-tab-fails = Where it fails
evaluate-tab-sure = How sure it is
evaluate-tab-time = Over time
evaluate-tab-two = Two networks
evaluate-tab-worse = Worse examples
evaluate-undefined = not defined
evaluate-this-network = this network
evaluate-taken-for = { $truth } taken for { $guess }

## Which test set, and the work of testing

evaluate-task-testing = Testing
evaluate-task-worse = Testing on worse examples
evaluate-own-to-bring = It was trained on { $data }, which is not here: bring the same classes on the Data page.
evaluate-own-to-download = It was trained on { $data }, which is not here: the Data page can download it.
evaluate-own-cut-otherwise = It was trained on { $data }, but what is here is cut into other words than it knows, so it cannot read it.
evaluate-no-test-set = Choose another network above, or train one: then there is something to test it on.
evaluate-open-data = Open the Data page
evaluate-test-set = Test set
evaluate-test-set-own = { $title } (its own)
evaluate-may-know = This network may have learnt from some of these pictures, so it may look better than it is.
evaluate-run-goes-on = The run goes on. Below: its weights after epoch { $epoch }, until you ask for newer.
evaluate-newest = Test the newest weights

## The headline

evaluate-test-accuracy = Test accuracy
evaluate-test-loss = Test cross-entropy
    .help = The mean: 0 is perfect, { $guessing } is guessing.
evaluate-constant = Always the same guess
    .help = The accuracy of a network that always says “{ $name }”, the commonest class.
evaluate-test-examples = Test examples
evaluate-interval = { $right } of { $count } right; on all such examples **{ $low } to { $high }**, with 95% confidence
    .help = Wilson's interval: other test examples of the same kind would give another accuracy.
evaluate-few = Few examples: one answer more or less changes the accuracy by { $points } points.

## Downloads

evaluate-answers = All answers (CSV)
    .help = A line for each test example: truth, guess, loss and every class's probability.
    .file = lesson-{ $lesson }-{ $data }-answers.csv
evaluate-report = Figures (HTML)
    .help = The scores, the confusion matrix and the reliability diagram in one file that opens in any browser, also offline. There the camera that appears over a chart saves it as a PNG.
    .file = lesson-{ $lesson }-{ $data }-evaluation.html
evaluate-report-name = Evaluation
evaluate-report-title = Evaluation on { $data }
evaluate-report-figures = Accuracy { $accuracy } ({ $low } to { $high } with 95% confidence), cross-entropy { $loss }, { $count } examples.
evaluate-report-by-class = Accuracy of each class (%)
evaluate-report-reliability = Reliability

## Where it fails

evaluate-class-by-class = Class by class
evaluate-class = Class
evaluate-precision = Precision
evaluate-recall = Recall
evaluate-f1 = F1
evaluate-support = Support
evaluate-average-macro = macro average
evaluate-average-weighted = weighted average
evaluate-scores = Precision: of the times it said this class, how often it was right. Recall, also called the accuracy of the class: of its examples, how many it found. F1: their harmonic mean. Support: how many test examples it has. Macro: the mean over the classes, each alike; weighted: each by its examples.
evaluate-by-class = Accuracy of each class
evaluate-best-and-worst = Best recognised: { $best } ({ $highest }%); worst: { $worst } ({ $lowest }%).
evaluate-no-precision = No precision for { $names }: the network never gives this answer.
evaluate-no-recall = No recall for { $names }: the test set has no example of it.
evaluate-averages-over = The averages are over the classes where a score is defined.
evaluate-confusion = Confusion matrix
evaluate-show = Show
evaluate-show-counts = counts
evaluate-show-row = by row
evaluate-show-column = by column
evaluate-truth-is = The truth is
evaluate-network-says = The network says
evaluate-any-class = any class
evaluate-cell = **{ $count ->
        [one] { $count } example
       *[other] { $count } examples
    }**, shown below ↓
evaluate-show-all = Show all
evaluate-matrix = Rows are the truth, columns the guess. The stronger a cell's colour, the larger its share of the row, or of the column. Click a cell, or choose below the matrix, to see its examples.
evaluate-none-confused = No two classes were confused.
evaluate-most-confused = Most often confused: { $pairs }.
evaluate-confused-pair = { $truth } taken for { $guess } ({ $count } of { $total })
evaluate-advice = What would help
evaluate-your-network = your “{ $name }”

## Examples

evaluate-the-examples = The examples
evaluate-which = Which
evaluate-which-mistakes = Mistakes
evaluate-which-all = All examples
evaluate-no-mistake = Not one wrong answer on this { $part }.
evaluate-of-cell = { $count ->
        [one] { $count } example
       *[other] { $count } examples
    } where the truth is { $truth } and the network says { $guess }
evaluate-of-row = { $count ->
        [one] { $count } example
       *[other] { $count } examples
    } where the truth is { $truth }
evaluate-of-column = { $count ->
        [one] { $count } example
       *[other] { $count } examples
    } where the network says { $guess }
evaluate-no-examples = There are none.
evaluate-sort = Sort by
evaluate-sort-loss = Highest loss
evaluate-sort-confidence = Most confident
evaluate-sort-unsure = Most unsure
evaluate-sort-index = As they come
evaluate-page = Page (of { $pages })
evaluate-shown = { $shown } of { $count }
    .help = “Why?” tells every class's probability and what moved the network.
evaluate-said-right = { $truth }, correct ({ $sure }), loss { $loss }
evaluate-said-wrong = is { $truth }, said { $guess } ({ $sure }), loss { $loss }
evaluate-picture = Example { $index } of the { $part }: { $said }
evaluate-why = Why?
    .help = Example { $index }
evaluate-why-title = Why this answer?
evaluate-example = **Example { $index } of the { $part }.** The truth is **{ $truth }**, the network says **{ $guess }**, { $sure } sure. Loss: { $loss }.

## How sure it is

evaluate-calibration = Is it right as often as it is sure?
evaluate-calibration-error = Expected calibration error
    .help = The mean distance between the curve and the diagonal, over the examples.
evaluate-calibration-means = On average it was { $sure } sure and { $right } right: { $off ->
        [hardly] hardly off.
        [too-sure] too sure.
       *[unsure] less sure than it could be.
    }
evaluate-how-sure = How sure
evaluate-how-right = Right
evaluate-how-many = Examples
evaluate-temperature = Scale with a temperature
evaluate-temperature-few = Not defined: it takes at least { $fewest } examples, one half to find the temperature, one to measure.
evaluate-temperature-found = A temperature of **{ $temperature }**, by which the logits (the probabilities' logarithms) are divided, makes the network { $sure ->
        [less] less
       *[more] more
    } sure and changes none of its answers. Found on one half of the { $part } and measured on the other, { $count } examples: expected calibration error { $error_before } before, **{ $error_after }** after; cross-entropy { $loss_before } before, **{ $loss_after }** after (Guo and others, 2017).
evaluate-before = before
evaluate-after = after
evaluate-after-title = After

evaluate-when-yes = When to say “{ $yes }”
evaluate-threshold = Say “{ $yes }” at this probability or above
    .alt = { $true_yes } { $yes } and { $true_no } { $no } found; { $false_yes } { $no } and { $false_no } { $yes } missed.
evaluate-or-more = { $threshold } or more
evaluate-accuracy = Accuracy
evaluate-precision-of = Precision of { $name }
evaluate-recall-of = Recall of { $name }
evaluate-never-says = not defined: it never says { $name }
evaluate-no-example-is = not defined: no example is { $name }
evaluate-out-of = { $count } of { $total }
evaluate-no-curves = ROC and precision-recall curves: { $why }
evaluate-roc = ROC curve, area { $area }
    .alt = ROC curve with an area of { $area }
evaluate-roc-area = The area is the probability that a “{ $yes }” gets a higher score than a “{ $no }”, each drawn at random: 0.5 is guessing, 1 is perfect.
evaluate-found = { $name } found
evaluate-ranking = Precision and recall, average precision { $area }
    .alt = Precision over recall with an average precision of { $area }
evaluate-ranking-guessing = Guessing gets { $share }, the share of “{ $yes }”.

## Over time

evaluate-no-history = Only a network that was trained here has a history, from its first whole epoch on. Uploaded weights have none, and a saved run lacks the epochs before it was saved.
evaluate-tested-on = On the { $part }, which the run was tested on after each epoch.
evaluate-best-epoch = Best epoch: { $epoch }, { $accuracy } right.
evaluate-in-use = The weights in use are from mini-batch { $step } and get { $accuracy } right.
evaluate-epoch = Epoch
evaluate-epoch-best = { $epoch } (best)
evaluate-after-epoch = **After epoch { $epoch }: { $accuracy } right**, { $mistakes } mistakes in { $count }.
evaluate-explained-now = Opened examples are explained by the network as it is now.

## Two networks

evaluate-no-second = There is no second network with the same classes and input yet: train another run on this lesson's data, with other hyperparameters or of another lesson, and come back. Networks that read texts in other pieces cannot be compared here.
evaluate-compare-with = Compare with
evaluate-unfair = One of them may have learnt from some of these pictures, so comparing them would be unfair.
evaluate-compared = On the same { $count } examples
evaluate-compared-this = This network
evaluate-cross-entropy = Cross-entropy
evaluate-macro-f1 = Macro F1
evaluate-mistakes = Mistakes
evaluate-same-mistakes = Both are right and wrong on the same examples: there is nothing to tell them apart.
evaluate-mcnemar = Only this network is right on **{ $first }** examples, only “{ $name }” on **{ $second }**. If both were equally good, so unequal a split would come about with a probability of **{ $probability }** (McNemar's exact test). That is { $verdict ->
        [this] hardly chance: this network is probably better on such examples.
        [other] hardly chance: “{ $name }” is probably better on such examples.
       *[chance] what chance alone often gives: these examples do not show which of them is better.
    }
evaluate-less-than = less than { $number }
evaluate-difference = Confusion matrices: “{ $name }” minus this network
evaluate-difference-cells = How many more (+) or fewer (-) examples “{ $name }” has in each cell; red is more, blue is fewer.
evaluate-difference-none = Both matrices are the same.
evaluate-difference-largest = The largest differences: { $cells }.
evaluate-difference-cell = { $truth } taken for { $guess } { $difference }
evaluate-difference-right = { $truth } rightly answered { $difference }
evaluate-only-this = **Only this network is right: { $count }**
evaluate-only-this-about = Each with the wrong answer of “{ $name }”.
evaluate-only-other = **Only “{ $name }” is right: { $count }**
evaluate-only-other-about = Each with the wrong answer of this network.

## Worse examples

evaluate-worse = The same network on test examples that are made worse in five steps: { $kinds }.
evaluate-measure = Measure
evaluate-measure-cost = { $count } test examples, { $times } times.
evaluate-unchanged = On { $count } unchanged examples { $accuracy }% are right.
evaluate-suffers = It suffers most from **{ $worst }** (down to { $lowest }%), least from **{ $least }** (down to { $highest }%).
evaluate-suffers-alike = It suffers from all of them alike.
evaluate-as-table = The same as a table
evaluate-right-with = Right (%) with
evaluate-with-nothing = nothing
evaluate-with-step = step { $step }
evaluate-learn-worse = What would help: let the network learn from such pictures. “Data augmentation” on the Train page shifts and turns each training picture a little differently every time.

## In charts

evaluate-chart-guess = The network's guess
evaluate-chart-truth = The truth
evaluate-chart-cell = truth { $truth }, guess { $guess }: { $count } ({ $share } of the { $of ->
        [column] column
       *[row] row
    })
evaluate-chart-difference = truth { $truth }, guess { $guess }: { $difference }
evaluate-chart-recognised = Recognised (%)
evaluate-chart-as-sure = as sure as right
evaluate-chart-bin = sure { $sure }, right { $right }, { $count } examples
evaluate-chart-sure = How sure (%)
evaluate-chart-right = How often right (%)
evaluate-chart-threshold = the chosen threshold
evaluate-chart-unchanged = unchanged
evaluate-chart-accuracy = Accuracy (%)
evaluate-chart-strength = { $kind } ({ $unit })

# The code

evaluate-code = The code
evaluate-code-about = The post's test, and the lines that count each class and the confusion matrix.
evaluate-code-lines = What is computed here
evaluate-code-marks = Lines with a bar at their side are not the post's. Point at one, or tap it, to see why.
evaluate-code-files = In the zip file are a program that loads the weights and runs these lines, and what it reads. Unpack it, then: `python { $file }`. It needs { $packages }, and nothing of this app.
