# Comments in the programs that can be taken home, and the sentences above the cells of a notebook.

script-part-imports = What the program needs, and a seed, so that the numbers are the same each time.
script-part-data = The training data and the test data, and how they are handed out in mini-batches.
script-part-network = The network.
script-part-training = The loss, the optimizer, and the loop that trains.
script-part-test = The test with examples that the network has not learnt from.
script-part-weights = The weights: a digest that tells whether they are those of the app, and a file.
script-changed = { $label }: { $here }, in the post { $post }
script-changed-more = { $before }; { $another }
script-one-thread = ours: with one thread the last digits are the same on every run
script-seed = ours: the first weights are the same each time
script-order = ours: the order of the examples is the same each time
script-noise = ours: what is drawn at random during training is the same each time
script-arrays = ours: the data lie in a file beside this program
script-functional = ours: the post does not import it, but its network calls it
script-normalization = ours: mean and standard deviation of each channel
script-flatten = ours: without this line the post's program stops here, since a Linear layer wants a row of numbers
script-block = ours: one more block of convolution
script-pooling = ours: pooling, chosen in the form
script-hidden = ours: a hidden layer, chosen in the form
script-dropout = ours: dropout with a generator of its own
script-augmentation = ours: each picture is moved a little at random every time it is shown
script-target = ours: the loss compares with 1 for the right class and 0 for the others
script-clip = ours: long gradients are shortened
script-schedule = ours: the learning rate changes while training goes on
script-patience = ours: training ends when accuracy on the held-out examples no longer rises
script-rates = ours: learning rates that were set by hand, by the number of mini-batches before
script-steps = ours: counts the mini-batches
script-stopped = ours: here the run was stopped by hand
script-fewer-epochs = ours: the run was stopped by hand, { $epochs } epochs were planned
script-eval = ours: tells the layers that training is over
script-word-ids = ours: the words are numbered already, and lie in a file beside this program; the post lets torchtext read them
script-like-length = ours: texts of like length share a mini-batch, as with torchtext's BucketIterator
script-shortest-first = ours: the shortest texts first, so that there is little padding
script-lengths = ours: the lengths are handed over, and not read here, as in the post
script-reading = ours: read at the text's own end, not after its padding, or as the form says
script-glove = ours: the post loads these vectors, but never puts them into the network
script-word-dropout = ours: some words are hidden at random every time a text is shown
script-own-training = ours: the post trains nothing, it goes one step with a random input
script-one-step = the post's one step, with a random input and a random target
script-digest = ours: a digest of all weights
script-save = ours: the weights, for later
script-compare = ours: whether they equal the app's, bit for bit
script-confusion = ours: counts how often each class was taken for each
script-by-class = ours: the share of right answers of each class; the post prints only that of all
script-confusion-rows = ours: the confusion matrix, a row for each true class, a column for each answer
script-own-test = ours: the post has no test
script-answers = ours: the order and size of these mini-batches change no answer, 200 at once are quick
script-own-new = yours: the post's class has no such line
script-own-changed = yours: the post's class has another line here
script-own-missing = your class does without this line
script-own-imports = yours: your class calls it
script-own-dropout = ours: dropout with a generator of its own takes the place of PyTorch's, so that the numbers are the app's
script-own-classes = ours: the names of the classes

# The program that uses downloaded weights.

script-part-use-imports = What the program needs.
script-part-use-weights = The weights, from the downloaded file.
script-part-test-data = The test data.
script-part-use-input = What the network is asked about, prepared as the app does.
script-part-use-answer = The answer: how probable each class is.
script-use-picture = `python THIS_FILE.py PICTURE` prints how probable each class is. Needed: `pip install { $packages }`
script-use-text = `python THIS_FILE.py "A TEXT"` prints how probable each class is; without one it reads standard input. Needed: `pip install { $packages }`
script-use-weights = the weights file lies beside this program
script-use-own-tensors = the file may also hold numbers that the app needs to say how far to believe an answer
script-use-usage = without a picture, the program says how to start it
script-use-drawing = light ink on black, as on the app's canvas; a photo of dark ink on paper has to be inverted first (PIL.ImageOps.invert)
script-use-centred = a drawing of another size is prepared as in the app: cut out, made 20 pixels long, its centre of mass in the middle
script-use-photo = as the app does: made smaller and turned upright. Left out: transparency, 16 bits, and iPhones' HEIC
script-use-square = the square in the middle, in the network's size
script-use-words = the words that the network knows are in the weights file
script-use-basic-english = what torchtext's basic_english does
script-use-spacy = spaCy's English rules
script-use-syllables = each syllable is a unit, and so is a space
script-use-spaces = what stands between spaces
script-use-kiwi = Kiwi cuts Korean into morphemes
script-use-unknown = as in the app, there is no answer when no word is known
script-use-one-output = the only output is that of the second class; with 0 for the first, softmax gives the sigmoid

# The program of the autograd lab.

script-part-lab-imports = What the program needs.
script-part-lab-class = The network, as the post writes it.
script-part-lab-seed = The seed: from here on the numbers are the same each time.
script-part-lab-tried = What was tried.

# The program of the optimizer race.

script-part-race-data = The training data, and how they are handed out in mini-batches.
script-part-race = The race: for each seed, each optimizer trains a network of its own.
script-part-race-end = The result.
script-race-imports = ours: to count mini-batches over several epochs, and for the mean
script-race-steps = ours: how many mini-batches each optimizer sees, and over how many of the last ones its loss is averaged
script-race-optimizers = ours: the optimizers and their learning rates
script-race-losses = ours: the loss of each mini-batch, for each optimizer and seed
script-race-turns = ours: with each seed, all begin with the same weights and see the same mini-batches in the same order
script-race-begins = ours: the next optimizer begins
script-race-batches = ours: one epoch after the other, until there were enough mini-batches
script-race-out = ours: who leaves the finite numbers is out
script-race-end = ours: the mean of the last losses, the smallest first
script-race-end-seeds = ours: the mean of the last losses, and the standard deviation over the seeds, the smallest mean first

# The command line, `python -m core`.

script-other-data = Lesson { $lesson } has no such data set. Choose one of these: { $data }.
script-other-preset = Lesson { $lesson } has no such preset. Choose one of these: { $presets }.
script-other-setting = There is no hyperparameter “{ $name }”. There are these: { $names }.
script-written = Written: { $files }

# At lines of the posts' programs: what is wrong or left out there, and what the app does.
script-post-shuffled = The post shuffles the test set as well. The accuracy does not depend on the order, and the app keeps it.
script-post-last-38 = The last 38 mini-batches of each epoch are never printed. In the app's curve every mini-batch counts.
script-post-last-500 = The last 500 mini-batches of each epoch are never printed. In the app's curve every mini-batch counts.
script-post-no-eval = The post does not call eval() before the test. With dropout or batch normalisation the test would be wrong. The app calls it before every test.
script-post-no-seed = The post sets no seed and no device: its numbers differ from run to run. In the app both are settings.
script-post-not-flat = Nothing is flattened before this layer, so PyTorch stops here. The app flattens first.
script-post-by-examples = A sum of mini-batch means is divided by the number of examples: too small by the batch size. The app also gives the mean by mini-batch.
script-post-functional = F is never imported, so Python stops here. The app imports relu.
script-post-no-test = The post has no test. The app tests the network after each epoch.
script-post-validation = The validation part is never used. The app tests on it after each epoch.
script-post-vectors = GloVe is loaded into the vocabulary and never copied into the embedding. The app does so where “GloVe” is chosen.
script-post-buckets = Without sort_within_batch=True, long and short reviews are mixed in each mini-batch. The app can also put reviews of like length together.
script-post-padding = The last state is read after the padding, where short reviews are forgotten. The app can also read it at the review's end.
script-post-whole-percent = %d cuts the decimals off: 59.9 becomes 59. The app also gives two decimals.
script-post-one-image = The post takes one step with one random image. The app trains the same network on a whole data set.
