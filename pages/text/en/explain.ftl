# Why a network answers as it does: what moved the answer, the layers, the arithmetic of one number, the words of a text.

explain-why = Why this answer?
explain-tab-moved = What moved it
explain-tab-layers = Every layer
explain-tab-number = One number
explain-tab-others = Other networks
explain-tab-steps = Preparation
explain-waits = How an answer comes about stands here as soon as there is one.

## What moved the answer to a picture

explain-method = Method
explain-method-gradient = gradient
    .plain = The bluer a pixel, the more the score changes when that pixel becomes a little lighter or darker.
    .legend =
        :blue[■] matters a lot\
        grey: hardly matters
    .about = The stronger a pixel's colour, the more a small change of it would change the score. That is called the gradient of the score (Simonyan and others, 2014). Such pictures are noisy: single pixels say little, look at whole places.
explain-method-integrated-gradients = integrated gradients
    .plain = A black picture slowly becomes this one: which pixels made the score rise, and which made it fall?
    .legend =
        :blue[■] raised the score\
        :orange[■] lowered it
    .about = The gradient says how much the score changes when a pixel changes a little. It is added up in small steps on the way from a black picture to this one (Sundararajan and others, 2017).
explain-method-Grad-CAM = Grad-CAM
    .plain = In the blue places the network found something that speaks for this class.
    .legend =
        :blue[■] raised the score\
        grey: did not
    .about = Seen by the last convolution, a layer that searches the picture for patterns (Selvaraju and others, 2017). It divides the picture into few squares, so the places are rough.
explain-method-occlusion = occlusion
    .plain = Each place is covered with a black square in turn: how does the score change?
    .legend =
        :blue[■] raised the score\
        :orange[■] lowered it
    .about = Occlusion means covering: where blue is covered the score falls, where orange is covered it rises. The square is a quarter of the picture wide, so the places are rough (Zeiler and Fergus, 2014).
explain-score-of = Score of
    .help = For each class the network computes a number, its score. The class with the highest score is the answer.
explain-its-answer = its answer
explain-sees = What the network sees
    .alt = The picture, enlarged
explain-moved = What moved the score of “{ $name }”
explain-no-pixel = Here no pixel changes anything: all weights are 0.
explain-strongest-pixel =
    { $place ->
        [top-left] The strongest pixel lies at the top left of the picture.
        [top] The strongest pixel lies at the top of the picture.
        [top-right] The strongest pixel lies at the top right of the picture.
        [left] The strongest pixel lies at the left of the picture.
        [right] The strongest pixel lies at the right of the picture.
        [bottom-left] The strongest pixel lies at the bottom left of the picture.
        [bottom] The strongest pixel lies at the bottom of the picture.
        [bottom-right] The strongest pixel lies at the bottom right of the picture.
       *[middle] The strongest pixel lies in the middle of the picture.
    }
explain-sums-up = A black picture scores { $black }, this one { $this }: the difference is { $difference }, all pixels together { $sum }.
explain-hint = A hint, not a proof.

## Every layer

explain-colours = :blue[■] above 0 · :orange[■] below 0 · white: 0
    .help = The stronger a colour, the farther its number is from 0. Behind ReLU there is no orange: it makes every number below 0 a 0.
explain-layer-alt = { $name }: { $shape } numbers, { $share } of them above 0
explain-kind-ReLU = ReLU
explain-kind-pooling = pooling
explain-kind-activation = activation function
explain-kind-normalization = normalisation
explain-filters = The filters of { $name }: { $size }
    .alt = The filters of { $name }
explain-filters-rows = A row for each of the { $count } filters, a column for each of its inputs.
explain-scores = The last layer's numbers are the scores: { $scores }.

## One number

explain-layer = Layer
explain-filter = Filter
explain-row = Row
explain-column = Column
explain-map-alt = The { $size } numbers of filter { $filter }; row { $row }, column { $column } is marked
explain-click = Click a number of the map, or choose its row and column.
    .help = A convolution moves a small window over its input. The numbers in the window (the patch) are multiplied by the filter's own numbers (the kernel) and added up; a fixed number, the bias, is added. That gives one number of the map.
explain-no-number = This network has no convolution and no linear layer that takes one row of numbers, so there is no arithmetic to show here.
explain-no-words = Which words moved the answer can only be computed for a network with one table of word vectors (nn.Embedding).
explain-point = row { $row }, column { $column }: { $number }
explain-input-map = Input map, of { $count }
explain-patch = Patch
explain-kernel = Kernel
explain-products = Patch times kernel
explain-one-map = The products add up to { $added }; plus the bias { $bias } that is **{ $sum }**. The layer itself gave **{ $given }**.
explain-many-maps = The { $size } products of each of the { $count } input maps add up to { $added }; plus the bias { $bias } that is **{ $sum }**. The layer itself gave **{ $given }**.
explain-neuron = Neuron
explain-input = input { $number }
explain-input-times-weight = Input times weight
explain-contributions-alt = The strongest contributions: { $contributions }
explain-contributions = The { $shown } strongest of { $count } contributions (input times weight). They add up to { $added }, all others to { $rest }; plus the bias { $bias } that is **{ $sum }**. The layer itself gave **{ $given }**.

## The words of a text

explain-towards = Blue { $units } moved the answer towards “{ $yes }”, orange underlined ones towards “{ $no }”.
explain-words-method = Integrated gradients from as many filler words (Sundararajan and others, 2017).
explain-strongest = The strongest: { $words }.
explain-none = none
explain-all-unknown = All unknown { $units } together: { $sum }.
explain-in-scores = With filler words in their place the network's score would be { $begins }, with them it is { $ends }; all weights add up to { $sum }. Above 0 it says “{ $yes }”, below “{ $no }”.
explain-the-same = So it would say the same without them.
explain-left-out = The { $count } { $units } after the first { $explained } stay as they are.
explain-no-fillers = Here it reads the text by itself; in the test, filler words come after it.
