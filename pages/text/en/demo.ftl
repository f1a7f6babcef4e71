# The demo: three minutes in front of a class, step by step.

demo-about = Three minutes in front of a class: one button for each step.
demo-step = Step { $number } of { $of }
demo-back = Back
demo-begin-again = Begin again

demo-begin = A network that knows nothing
demo-begin-about = A network with random weights can only guess. It will see { $count } handwritten digits { $epochs } times. It is told which digit each of them is; what makes a seven a seven it has to find out.
demo-digits = Handwritten digits of the training set, some of each from 0 to 9
demo-go-on = Go on
demo-train = Train it
demo-train-again = Train it again
demo-config = Lesson { $lesson } on { $name }, { $epochs } epochs, seed { $seed }.

demo-watch = It learns
demo-watch-about = The loss says how wrong it is: it should fall. The test set consists of digits that it has never seen.
    .help = A mini-batch is the few digits that it looks at before it changes its weights; an epoch is once through all of them. Accuracy is the share of right answers.

demo-evaluate = How good is it?
demo-evaluate-about = On { $all } digits it has never seen. { $wrong ->
        [0] It got all of them right. These are the ones it was least sure of.
        [one] It got one of them wrong.
       *[other] It got { $wrong } of them wrong. { $most ->
            [yes] These are the { $shown } worst.
           *[no] Here they are.
        }
    }
demo-mistake = { $truth }, it says { $guess }
demo-unsure = { $truth }, only { $sure } sure
demo-mistake-why = It is a **{ $truth }**. The network says **{ $guess }** and is { $sure } sure; it gives the { $truth } only { $right }. Blue marks what speaks for a { $guess }, orange what speaks against it.
demo-matrix = All answers in a table
demo-matrix-about = A row for each digit that was shown, a column for each answer: everything off the diagonal is a mistake.
demo-no-epoch = The run has no finished epoch, so there is nothing to test. Go back and train it again.
demo-test-accuracy = Test accuracy

demo-draw = Draw for it
demo-few-pixels = This network has learnt from { $count } small pictures of 8 x 8 pixels only, so it is often wrong about what is drawn; the network that came with the app is shown beside it. Once MNIST, with its 60,000 digits, has been downloaded on the Data page (lesson 000), the demo trains on that.
demo-draw-about = Let somebody draw. Then try a bad digit, a small one in a corner, something that is no digit.

demo-explain = Why does it say that?
demo-nothing-drawn = Nothing has been drawn yet.
demo-to-canvas = Back to the canvas
demo-says = It says **{ $name }**, { $sure }% sure.
demo-autograd = How did it learn that? Autograd
