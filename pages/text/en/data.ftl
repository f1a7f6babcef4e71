# The Data page: examples, shapes, balance, what texts are cut into; bringing one's own data.

data-lead = Look at the examples before training on them: what goes in decides what can come out.
data-loading = Loading { $title } ...
data-cutting = Cutting { $title } into { $units } ...
data-bring-own = Bring your own data

## Examples

data-examples = Examples
data-others = Show others
data-example = A training example of class { $name }
data-custom = As a CustomDataset
data-custom-questions = A `Dataset` of PyTorch answers two questions: how many examples, and what is example number `idx`?
data-calls = calls { $method }
data-example-number = Training example { $number }: { $name }

## Shapes, balance, normalisation

data-shapes = Shapes
data-part = Part
data-tensor = Tensor
data-shape = Shape
data-type = Type
data-part-training = training
data-part-validation = validation
data-part-test = test
data-shapes-of-images = A tensor is a block of numbers; its shape says how many there are in each direction. Shape of inputs: examples, channels, height, width. A pixel is one byte, 0 (black) to 255 (white or full colour).
data-shapes-of-texts = All reviews of a part stand one after the other in ids; review i goes from offsets[i] to offsets[i + 1]. No padding is stored: it is added when a mini-batch is made.
data-balance = Class balance
data-balance-even = Every class has { $count } training examples.
data-balance-uneven = The rarest class has { $least } training examples, the commonest { $most }.
data-normalisation = What normalisation does
data-normalisation-sample = A network learns more easily from numbers around 0, so pixels are shifted and scaled. These are the pixels of the first { $count } training images at most.
data-normalisation-none = **Before: pixels from 0 to 1.** Mean { $mean }, standard deviation { $std }, from { $low } to { $high }.
data-normalisation-half = **As in the post.** Mean { $mean }, standard deviation { $std }, from { $low } to { $high }.
data-normalisation-dataset = **With the data set's own mean and deviation.** Mean { $mean }, standard deviation { $std }, from { $low } to { $high }.

## Texts

data-cut-into = Cut into
data-cut-by-basic_english = Texts are cut into words by torchtext's basic_english; the post's spaCy is used where it is installed.
data-cut-by-spacy = Texts are cut into words by spaCy's English rules, as in the post.
data-cut-by-syllables = Texts are cut into letters, each Hangul letter being a syllable; a space (␣) is one as well.
data-cut-by-spaces = Texts are cut at spaces; what stands between them stays whole, with its particles and endings.
data-cut-by-kiwi = Texts are cut into morphemes by kiwipiepy.
data-length = Length
data-length-mean = { $mean } { $units } on average, standard deviation { $std }. The last bar holds the longest twentieth. In a batch, all are filled up to the longest: the more lengths differ, the more filler.
data-vocabulary = Vocabulary
data-commonest = { $count } { $units }. The commonest: { $commonest }
data-unknown = Every other { $unit } becomes `<unk>` ({ $percent }% of the test part); `<pad>` fills up short reviews.

## Bringing one's own data

data-enough = { $count } of each class are enough to begin with, all a little different.
data-bring = Bring examples of { $name }
data-class-name = Name of class { $number }
data-class-count =
    { $count ->
        [one] **{ $count }** picture
       *[other] **{ $count }** pictures
    }
data-class-empty = No picture yet.
data-add-class = Add a class
data-remove-class = Remove class { $name }
data-files-of-all = Files with all classes
data-files-of-class = Pictures of this class
data-way-draw = Draw
data-way-files = Files
data-way-camera = Camera
data-add-drawing = Add the drawing
data-other-kind = Drawings and photographs cannot be mixed. Press “Start over” above to bring another kind.
data-take = Take a photograph
data-photograph-unusable = The photograph cannot be used: { $problem }.
data-side = Size of each picture for the network
    .help = Each picture is cut to a square around its middle and scaled to this size. Larger ones show more and train slower.

## Files

data-files = Pictures of one class, a zip with a folder for each class, an .npz, or a CSV
    .help = Pictures: PNG, JPEG, WebP, BMP, GIF, TIFF, HEIC, AVIF. A zip may have folders train and test. An .npz holds images (N, H, W) or (N, H, W, 3) and labels (N,). A CSV has a label and the pixels of one image in each row.
data-read =
    { $count ->
        [one] **{ $count } picture read.**
       *[other] **{ $count } pictures read.**
    }
data-unchanged = Nothing of what you had has changed.
data-read-of = A picture that was read, of class { $name }
data-read-loose = A picture that was read
data-class-of-files = Class of these pictures
data-add = Add to what you have
data-add-first = Add them
data-replace = Replace what you have
data-leave = Leave it

## What has been brought, and what comes next

data-step-train = Train
data-step-train-empty = No picture yet: { $names }. Training goes on without, so the network can never give this answer.
data-step-train-ready = { $count } pictures in { $classes } classes.
data-step-try = Live answers
data-step-try-later = Once it is trained, the network answers what you draw or show.
data-step-try-knows = The network knows { $names }.
data-try = Try it
data-merge = Merge { $names } ({ $count } pictures)
data-start-over = Start over
data-train = Train on it
data-parts = **{ $counted }**, as the files have it. The network never learns from the test part; what you add is for training.
data-split-at-random = Split at random instead
data-share = Held out for testing (%)
data-seed = Seed of the split
    .help = The same number always draws the same pictures for testing; another number draws others.
data-split = **{ $train } for training, { $test } for testing**, the same share of each class, drawn with the seed. The network never learns from the second part.

## Undo, and what it may undo ($what)

data-undo = Undo
    .help = Before { $what }.
data-did-add-last = the last picture was added
data-did-add = the files were added
data-did-replace = the files took the place of what you had
data-did-put-together = the parts of the files were put together
data-did-merge = the classes were merged
data-did-remove-all = everything was removed
data-did-remove = a picture of { $name } was removed
data-did-remove-class = class { $name } was removed
data-did-rename = class { $name } was renamed
