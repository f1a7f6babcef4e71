# Forms: the lesson, the data set, the preset and the hyperparameters (whose own words are in core/messages, config.ftl).

form-lesson = Lesson
    .help = Each lesson is one tutorial post: its network, its data, its hyperparameters.
form-dataset = Data set
form-preset = Preset

## Hyperparameters

form-network = **The network**
form-reading = **The reading**
form-augmentation = Data augmentation
form-more = More settings
form-help = { $help } Allowed: { $allowed }.
form-normalization-half = 0.5, as in the post
form-normalization-values = { $mean } and { $std }
form-normalization-own = of this data

## What was changed in the preset

form-change = { $label } { $value } instead of { $before }
form-changed = **Changed.** No longer “{ $preset }”: { $changes }.
form-back = Back to the preset
form-own-again = Use { $network } again

## Previews

form-schedule = The learning rate over the run: from { $first } to { $last }, at most { $most }.
form-unchanged = Nothing is changed: each epoch shows the same images, as in the posts.
form-before = Before
    .alt = A training image, before
form-after = After, drawn anew each time
    .alt = A training image, after, drawn anew each time
