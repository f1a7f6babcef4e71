# Try it: places to draw, write and show pictures, the answers, and how far to believe them.

playground-lead = Show a network something it has never seen, and see why it answers so.

## The answer

playground-says = The network says
playground-sure = { $share }% sure
playground-next = Next: { $name } ({ $share }%). Answered in { $time } ms.
playground-no-answer = no answer
playground-not-finite = Its numbers have grown beyond all bounds, too large to calculate with. Train again with a smaller learning rate, or choose another network.
playground-sees = What the network sees
playground-sees-size = What the network sees: { $size }
playground-sees-strokes =
    { $count ->
        [one] What the network sees: { $size }, 1 stroke
       *[other] What the network sees: { $size }, { $count } strokes
    }
playground-at-edge = It comes to the edge of the picture; nothing is cut off.
    .help = A drawing is moved until the middle of its ink is in the middle of the picture, as in MNIST, the collection of handwritten digits. A 7 has most of its ink at the top, so its foot comes to the edge.
playground-truth = The truth: **{ $name }**
playground-probabilities = Probabilities: { $list }
playground-column-network = Network
playground-column-says = Says
playground-column-sure = Sure
playground-column-next = Next
playground-agree = They agree.
playground-disagree = They do not agree: { $names }.

## How far to believe it

playground-strange = Unlike what it knows
playground-is-sure = Sure
playground-unsure = Unsure
playground-unknown-trust = How far to trust this answer is not known: { $why }
playground-goes-on = its run goes on.
playground-no-examples = the examples that it has learnt from are not here.
playground-being-looked-at = its test examples are being looked at, one moment.
playground-looking = Looking at its examples
playground-few-pixels = It has only learnt from 1,437 pictures of 8 x 8 pixels, too few for everybody's handwriting: train on MNIST, with its 60,000 handwritten digits, or choose the pretrained network for drawn digits.
playground-right = about { $of } of 100
playground-right-most = more than 99 of 100
playground-strange-bright = It is brighter, so has more ink if it was drawn, than any of its test examples. It has to give one of its answers whatever it sees: do not trust this one.
playground-strange-none = None of its test examples differs as much as this from what it learnt from. It has to give one of its answers whatever it sees: do not trust this one.
playground-strange-smooth = It has learnt from blurred pictures, and every sharp drawing is unlike those. The answer may be right, but often is not.
playground-strange-few = Only { $of } in 100 of its test examples differ as much as this from what it learnt from. It has to give one of its answers whatever it sees: do not trust this one.
playground-picture-unsure = When it answers like this, it is right for { $right } test examples.
playground-picture-sure = When it answers like this, it is right for { $right } test examples, and this resembles what it learnt from.
playground-unknown-share = It does not know { $share }% of these { $units }.
playground-strange-text-none = None of its test texts have so many unknown ones: do not trust this answer.
playground-strange-text-few = Only { $of } in 100 of its test texts have so many unknown ones: do not trust this answer.
playground-text-right = When it answers like this, it is right for { $right } test texts.
playground-short = Hardly any of them was so short, so take this as a rough guide.

## Drawing

playground-draw-one-of = Draw one of { $classes }.
playground-one-of = one of { $classes }
playground-after-stroke = The answer appears here after your first stroke.
playground-steps-off = Steps of the preparation are switched off: it has never seen digits like this.
playground-see-why = See why
playground-best-says = The network that came with the app says **{ $name }** ({ $share }%).
playground-tool = Tool
playground-tool-pen = Pen
playground-tool-eraser = Eraser
playground-pen-width = Width of the pen (pixels)
playground-preparation = How the drawing is prepared
playground-step-crop = Cut out what is drawn
    .help = Else all of the canvas is taken.
playground-step-scale = Scale it to 20 pixels
    .help = Else it shrinks as the canvas does, to a tenth.
playground-step-centre = Move the middle of its ink to the middle
    .help = Else it stays where you drew it.
playground-step-normalise = Normalise the pixels
    .help = Normalised, their numbers lie around 0, as in its training. Else the network is given numbers from 0 (black) to 1 (white).
playground-try-steps = The network has only seen digits prepared like this. Draw a small one in a corner and switch the first three off.
playground-stage-drawn = drawn, { $size }
playground-stage-cropped = cut out, { $size }
playground-stage-scaled = scaled, { $size }
playground-stage-placed = placed, { $size }
playground-stage-seen = for the network, { $size }, numbers from { $low } to { $high }
playground-stage-alt = The drawing, { $stage }
playground-that-was = That was a
    .placeholder = I drew …
playground-add = Add it to my data
playground-see-data = See my data
playground-not-added = It could not be added: { $problem }
playground-drawing-added = the drawing was added
playground-added = Added as { $label }: { $count } of this class, { $all } in all. { $then }
playground-can-learn = Lesson 001 can learn from it.

## Pictures

playground-knows = It knows { $classes }, and will call everything one of these.
playground-picture-from = Picture from
playground-way-file = File
playground-way-camera = Camera
playground-way-test = Test image
playground-after-picture = The answer appears here when there is a picture.
playground-photograph = Take a photograph
playground-picture = A picture
playground-unusable = This picture cannot be used: { $problem }.
playground-square = Size of the square (%)
    .help = Of the shorter side.
playground-across = Left to right (%)
playground-down = Top to bottom (%)
playground-framed = The network sees what is in the frame.
    .alt = Your picture, with a frame
playground-no-test-images = Its test images are not here: the Data page can get them.
playground-open-data = Open the Data page
playground-test-number = Number, of { $count }
playground-test-image = The test image, enlarged

## Writing

playground-review = A film review
playground-after-words = The answer appears here when there are words.
playground-all-unknown = It knows none of these { $units }: they are all one and the same to it, so it has nothing to go by.
playground-no-words = There are no words in it, so it has nothing to go by.
playground-unknown = { $unknown } of { $count } { $units } unknown to it, read as `<unk>`: { $names }
playground-reads-last = It reads only the last { $count } { $units }: what stands before them is left out, as in its training.
playground-reads-first = It reads only the first { $count } { $units }: what stands behind them is left out.
playground-tab-along = { $unit } by { $unit }
playground-tab-change = Change a { $unit }
playground-tab-fillers = Filler words
playground-probability = Probability of { $name }
playground-probability-axis = Probability of { $name } (%)
playground-after-word = after “{ $word }”: { $share }
playground-along-alt = Probability of { $name } after each word, in the end { $share }%
playground-points = { $change } points
playground-jump = { $word } ({ $change } points)
playground-no-jumps = none
playground-along = What it would say if the text ended after this { $unit }. The largest jumps at { $units } it knows: { $jumps }. Before the first { $unit } it says { $share }%.
playground-instead = Instead (empty: leave it out)
playground-nothing-left = No { $unit } that it knows would be left of the text, so it would have no answer.
playground-changed = Before: { $share }%. Now it reads: { $text }
playground-keep = Keep the change
playground-fillers = Filler words behind the text
playground-read-padded = Read after { $count } filler words, as in the post: { $name }
playground-read-repaired =
    { $way ->
        [largest] Read at the largest of all, repaired: { $name }
       *[end] Read at the review's end, repaired: { $name }
    }
playground-curve-padded = read after the filler words (the post)
playground-curve-repaired =
    { $way ->
        [largest] read at the largest of all (repaired)
       *[end] read at the review's end (repaired)
    }
playground-filler-axis = Filler words
playground-padding-alt =
    { $way ->
        [largest] Read after filler words the probability of { $name } moves from { $first }% to { $last }%; read at the largest of all it stays at { $repaired }%
       *[end] Read after filler words the probability of { $name } moves from { $first }% to { $last }%; read at the review's end it stays at { $repaired }%
    }
playground-padding =
    { $way ->
        [largest] Reviews that it learns from together are made equally long with filler words. The post reads the network's state after them; read at the largest of all, filler words change nothing.
       *[end] Reviews that it learns from together are made equally long with filler words. The post reads the network's state after them; read at the review's end, filler words change nothing.
    }
playground-trained =
    { $way ->
        [padding] Both curves are of the same weights, which were trained to be read after filler words.
        [largest] Both curves are of the same weights, which were trained to be read at the largest of all.
       *[end] Both curves are of the same weights, which were trained to be read at the review's end.
    }
