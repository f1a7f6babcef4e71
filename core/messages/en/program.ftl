# What a pasted program says: a note to each of its lines, and what Python would complain of.

## Lines that set something in the form

program-set = { $label }: { $value }
program-more = { $before }; { $another }
program-used = { $label } has its value from here
program-used-network = the network has a value from here
program-network = the network, which is read as it stands
program-own = the network of this lesson, which the form makes by itself
program-moved = the app chooses the device by itself
program-data-is = data set: { $title }
program-data-instead = data set: { $title }, in the place of which the form has { $instead }
program-transforms = what is done to the pictures
program-resized = pictures of 32 x 32 pixels
program-flattened = the mini-batch gets this shape; here the network does it first
program-augment = the pictures are moved at random, as the form says
program-batches-made = mini-batches of texts of like length
program-shuffled = the app shuffles the training examples before each epoch

## Lines that are not needed here

program-why-import = the app has imported what it uses
program-why-python = belongs to the lines around it
program-why-magic = a command for the notebook
program-why-print = the app prints and draws its own lines
program-why-plot = the app draws its own pictures
program-why-save = weights are saved and opened on the pages
program-why-chance = the seed in the form sets all that is drawn at random
program-why-threads = the app chooses the number of threads
program-why-device = the app chooses the device by itself
program-why-loop = the app's own training loop does this
program-why-counting = only counts or shows what happens
program-why-test = the app tests the network by itself
program-why-test-data = the app has the test data
program-why-data = the app hands out the examples
program-why-pixels = the app reads the pixels by itself
program-why-words = the app has cut and numbered the words
program-why-after = comes after the training
program-why-main = begins the program
program-why-function = the function is followed where it is called
program-why-function-unused = the training does not call this function
program-why-class-unused = the training does not use this network
program-why-unused = the training does not use this
program-why-unrelated = the training does not depend on this line
program-why-condition-head = only holds the lines below
program-why-not-taken = the condition does not hold
program-why-one-step = the program trains nothing over and over; the autograd page shows such steps

## Lines that are not understood

program-unknown = The training depends on this line, and the app does not know what it does.
program-changes = This line changes the network or the optimizer in a way that the app cannot follow.
program-sometimes = This is done only for some mini-batches; the app does the same for each.
program-condition = { $label }: it depends on a condition that only a running program can tell.
program-no-value = { $label }: the value of “{ $code }” can only be told by running the program.
program-no-field = { $label }: the form of this lesson has no such setting.
program-argument = The form has no place for “{ $name }”.
program-package = The app does not know the package “{ $name }”. If it is a file of your own, paste its code as well.
program-optimizer = The form has no optimizer “{ $name }”. It has { $choices }.
program-loss = The form has no loss “{ $name }” for this lesson. It has { $choices }.
program-data-set = The app has no data set “{ $name }”. Lesson 001 takes data of your own.
program-transform = The app cannot do “{ $name }” in this way. It can shift, rotate and mirror pictures.
program-normalization = The form has no such normalisation. The nearest is “{ $nearest }”.
program-unnormalized = The program does not normalise the pixels. The form always does, in one of two ways.
program-schedule = The form has no such learning-rate schedule for this length of training. The nearest is “{ $nearest }”.
program-vocabulary = The app's vocabulary has { $words } words.
program-batches = The app cannot tell how this loop cuts the examples into mini-batches.
program-epochs = The app cannot tell how many epochs this loop has.
program-not-split = The app splits its data sets in its own way.
program-not-parameters = The app always trains all parameters of one network, with one learning rate.
program-not-pretrained = The app cannot begin with this network. It can read one that is written as a class.
program-not-second = The app trains one network with one optimizer.

## What Python would complain of

program-too-long = The program has { $characters } characters. The app reads up to { $most }.
program-too-much = The program is too long to be read line by line. Paste only what is needed for the training.
program-too-deep = This line has too much code within code.
program-no-python = This text is not a Python program.
program-number-too-large = A number here is too large.
program-unreadable = The app could not read this program. Your settings stay as they are.
program-syntax = Python cannot read this line: “{ $says }”.
program-undefined = “name '{ $name }' is not defined”
program-not-imported = “name '{ $name }' is not defined”: the line “{ $code }” is missing.
program-no-name = “name '{ $name }' is not defined”: it is used but never gets a value. Here “{ $code }” would do.
program-misspelt = “name '{ $name }' is not defined”: is “{ $near }” meant?
program-too-early = “name '{ $name }' is not defined”: it gets its value only in line { $line }.
