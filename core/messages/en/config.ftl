# Hyperparameters: what they are called, what they do, their choices, what is wrong with a value.

## For every network

config-epochs = Epochs
    .help = How many times the network sees every training example.
config-batch-size = Batch size
    .help = Examples per mini-batch: the gradient of one step is the mean over them. Small batches make noisy, cheap steps; large ones smooth, expensive steps.
config-optimizer = Optimizer
    .help = SGD subtracts learning rate x gradient. Momentum carries part of the last step into the next; Nesterov looks ahead by it. Adam, AdamW and RMSprop scale each weight's step by the size its gradients have had. Choosing another one sets a learning rate that suits it.
config-learning-rate = Learning rate
    .help = How far one step goes. Too small: the loss barely moves. Too large: it jumps about or becomes infinite.
config-momentum = Momentum
    .help = How much of the previous step is carried into the next one; 0.9 is usual.
config-schedule = Learning-rate schedule
    .help = How the learning rate changes during the run. step: a tenth of it after half, a hundredth after three quarters. cosine: down to 0 along a half wave. one-cycle: from a 25th up to it in the first 30%, then down to almost 0. The posts keep it constant.
config-loss = Loss
    .help = What training makes small. CrossEntropy: minus the logarithm of the probability of the right class. MSE: the squared distance of the outputs to 1 for the right class and 0 for the others. BCEWithLogits: a yes-or-no question for each class.
config-label-smoothing = Label smoothing
    .help = This share of the truth is spread evenly over all classes, so the network is not driven to be quite sure.
config-weight-decay = Weight decay
    .help = Pulls every weight a little towards 0 at each step, which holds back learning by heart. 0: none, as in the posts.
config-clip-norm = Gradient clipping (norm)
    .help = Gradients longer than this are shortened to it before the step, which keeps a single odd batch from throwing the network off. 0: never, as in the posts.
config-patience = Stop early after ... epochs
    .help = Training ends when the accuracy on the examples that are held out has not risen for this many epochs. 0: never, as in the posts. The best epoch is kept either way.
config-log-every = Log every ... mini-batches
    .help = How often the console prints the mean loss since its last line. Mini-batches after the last full interval of an epoch are never printed, as in the posts.
config-seed = Seed
    .help = The same seed gives the same first weights and the same order of examples, so the same numbers again. The posts set none, so their numbers differ from run to run.
config-device = Device
    .help = Where the arithmetic is done. auto takes a GPU where there is one; the posts use the CPU.
config-source = Network
    .help = The lesson's own class, or one that you have written or pasted in the code.
config-own-class = your class { $name }
config-lessons-class = the lesson's class

## For images

config-normalization = Normalisation
    .help = Before the network sees the pixels (0 to 1), a mean is subtracted and they are divided by a deviation. The posts use 0.5 and 0.5; the mean and standard deviation of the data set itself put the pixels around zero and usually learn a little faster.
config-shift = Shift by up to ... pixels
    .help = Each time an image is shown it is moved at random by up to this many pixels.
config-rotation = Rotate by up to ... degrees
    .help = Each time an image is shown it is turned at random by up to this angle, to either side.
config-flip = Mirror left to right
    .help = Half of the times an image is shown it is mirrored. Right for photographs, wrong for digits and letters.

## For texts

config-units = Cut Korean into
    .help = words: what stands between spaces; endings stick to them, so most words are rare and many unknown. syllables: each Hangul letter, space and sign; about 2,000 of them write everything. morphemes: stems, particles and endings, found by kiwipiepy where it is installed on the server. English is cut into words.
config-batching = Batches of
    .help = like length: reviews of about the same length share a batch, so there is little padding. mixed: whatever the shuffle gives, padded to the longest; it is what the post's BucketIterator really does, because sort_within_batch is not set.
config-max-length = Longest review (in words or syllables)
    .help = Longer reviews are cut to this many words, or whatever else they are cut into. 0: never, as in the post.
config-keep = Of longer reviews keep the
    .help = Reviewers often say what they think at the end.
config-word-dropout = Word dropout
    .help = This share of the words is hidden at random each time a review is shown (read as unknown), so that the network cannot rely on a single one. 0: none, as in the post.

## For the CNN of lesson 001

config-channels = Channels of the convolution
    .help = How many patterns the first convolution looks for; out_channels in the post. Each further block has twice as many.
config-kernel-size = Kernel size
    .help = Side of the little window that slides over the image. Without a border of zeros the result is smaller than the image by one less than this.
config-blocks = Convolution blocks
    .help = A block is a convolution, ReLU, and pooling if chosen. The post has one.
config-pooling = Pooling
    .help = max or average of each 2 x 2 square: half the side, a quarter of the numbers. The post has none.
config-flatten = Flatten before the linear layer
    .help = The post forgets it, and its network cannot run: choose no to see why.
config-hidden = First hidden layer
    .help = Neurons between the convolutions and the answer. 0: none, as in the post.
config-hidden-2 = Second hidden layer
    .help = Neurons after the first hidden layer. 0: none.
config-dropout = Dropout
    .help = While training, this share of the numbers before each linear layer is set to 0 at random, so that no neuron can rely on a single other one. 0: none, as in the post.

## For the LSTM of lesson 002b

config-reading = Read the LSTM's state at
    .help = review's end: after the last word. padding's end: after the filler words that make all reviews of a batch equally long, as in the post, by when much is forgotten. largest of all: the largest value that each of the 100 outputs had at any word (ours).
config-embedding = First word vectors
    .help = random: learnt from nothing, as in the post, which loads GloVe but never copies it into the network. GloVe: learnt beforehand from six billion words.
config-padding = Vector of the filler word
    .help = trained: like any other word's, as in the post. zero: always 0, which padding_idx is for. It matters only where the filler words are read.

## Choices

config-choice-SGD = SGD
config-choice-Momentum = Momentum
config-choice-Nesterov = Nesterov
config-choice-Adam = Adam
config-choice-AdamW = AdamW
config-choice-RMSprop = RMSprop
config-choice-constant = constant
config-choice-step = step
config-choice-cosine = cosine
config-choice-one-cycle = one-cycle
config-choice-CrossEntropy = CrossEntropy
config-choice-MSE = MSE
config-choice-BCEWithLogits = BCEWithLogits
config-choice-auto = auto
config-choice-cpu = cpu
config-choice-cuda = cuda
config-choice-mps = mps
config-choice-half = half
config-choice-dataset = dataset
config-choice-no = no
config-choice-yes = yes
config-choice-words = words
config-choice-syllables = syllables
config-choice-morphemes = morphemes
config-choice-like-length = like length
config-choice-mixed = mixed
config-choice-beginning = beginning
config-choice-end = end
config-choice-none = none
config-choice-max = max
config-choice-average = average
config-choice-reviews-end = review's end
config-choice-paddings-end = padding's end
config-choice-largest-of-all = largest of all
config-choice-random = random
config-choice-GloVe = GloVe
config-choice-trained = trained
config-choice-zero = zero

## What is wrong with a value

config-span = { $low } to { $high }
config-is-empty = { $label } is empty: enter a value { $allowed }.
config-is-none-of = { $label }: { $value } is none of { $choices }.
config-is-no-source = { $label }: a class can have up to { $most } letters.
config-is-no-number = { $label }: { $value } is not a number.
config-is-no-whole-number = { $label }: { $value } is not a whole number.
config-is-outside = { $label }: { $value } is outside { $allowed }. Enter a value in that range.
config-unknown = unknown hyperparameter { $name }
