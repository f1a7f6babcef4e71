# Weights: the networks that come with the app, files of weights, and what is wrong with files that cannot be used.

weights-origin-trained-here = trained here
weights-origin-uploaded = uploaded
weights-origin-pretrained = pretrained

weights-extra-pen-strokes = pen strokes of 24 people

weights-button-download = Download weights

## Networks that come with the app

weights-pretrained-004-drawings = Drawn digits, pretrained (lesson 004)
    .about = The network of lesson 004. Beside MNIST it has learnt from 5,996 digits that 24 people wrote with a pen, turned, slanted and bent a little, drawn with pens of 8 to 30 pixels: people write sevens with a bar and ones with a flag, which MNIST hardly has.
weights-pretrained-004-mnist = MNIST, pretrained (lesson 004)
    .about = The lesson's quick preset on MNIST alone.
weights-pretrained-000-mnist = MNIST, pretrained (lesson 000)
    .about = The lesson's quick preset on MNIST alone.
weights-pretrained-003-cifar10 = Photographs, pretrained (lesson 003)
    .about = The lesson's quick preset on CIFAR-10, with 24 epochs and pictures shifted and mirrored at random.
weights-pretrained-002b-imdb = Film reviews, pretrained (lesson 002b)
    .about = The lesson's quick preset on IMDB: the network of the post, read at the review's real end. The weights are kept in half precision.
weights-pretrained-002b-nsmc = Korean film reviews, pretrained (lesson 002b)
    .about = Learnt from 60,000 reviews of NSMC, a quarter of the syllables hidden at random: it reads Korean, syllable by syllable. The weights are kept in half precision.

weights-no-pen-digits = { $name } is not in the folder pendigits of the data folder.

## Files that are something else

weights-file-empty = The file is empty. Copy or download it again.
weights-file-git-lfs = This is a Git LFS pointer, a note in the place of the weights: “git lfs pull” gets them.
weights-file-hdf5 = This is an HDF5 file, as Keras writes it. Only weights of PyTorch can be read.
weights-file-gguf = This is a GGUF file of a language model. Only weights of the lessons' networks can be read.
weights-file-numpy = This is an array of NumPy. Save the weights with torch.save(net.state_dict(), 'net.pth').
weights-file-web-page = This is a web page, not weights. Download the file itself.
weights-file-xml = This is an XML document, not weights. Download the file itself.
weights-file-unknown = This is not a safetensors file, nor one of torch.save. Bring one that was made with “{ $button }” here.
weights-file-of-a-run = This is a saved run, not a network's weights: “Go on with a saved run” on the Train page takes it.

## The description inside a file

weights-card-missing = The file does not say which lesson, classes and normalisation its weights were trained with: “Weights” on Evaluate and “Try it” asks for that.
weights-card-unreadable = The description inside the file cannot be read. Download the weights again.
weights-card-misfit = The description inside the file does not fit the network of lesson { $lesson }.
weights-card-impossible = The description inside the file does not fit a network of lesson { $lesson }.
weights-lesson-unknown = This file belongs to lesson { $lesson }, which this playground does not have.
weights-words-missing = The file does not hold the words that its network knows. Download it again.
weights-usual-pictures-misfit = What the file says of usual pictures does not fit its network.
weights-usual-misfit = What the file says of usual examples does not fit its network
weights-usual-impossible = What the file says of usual examples cannot be.

## Tensors that do not fit

weights-misfit = { $what }: { $problem }.
weights-not-of-lesson = These are not the weights of the network of lesson { $lesson }
weights-of-another-network = These weights belong to another network
weights-missing = { $name } is missing
weights-too-many = { $name } is not part of it
weights-should-be = { $name } should be { $wanted }
weights-should-be-not = { $name } should be { $wanted }, not { $given }
weights-row-of-numbers = a row of numbers
weights-nameless = a nameless tensor
weights-not-floating = { $name } should hold floating-point numbers ({ $types }), not { $given }.
weights-not-whole = { $name } should hold whole numbers ({ $types }), not { $given }.
weights-no-floating-point = { $name } should hold floating-point numbers, not { $given }.
weights-other-size = The file is damaged: it holds { $held } bytes of { $content } instead of { $needed }.
weights-content = weights
weights-tensors-unreadable = The file is damaged: its tensors cannot be read. { $advice }
weights-download-again = Download it again from where it was made.

weights-other-shape = { $name } should be { $wanted } in the network of lesson { $lesson }, not { $given }.
weights-other-shape-transposed = { $name } should be { $wanted } in the network of lesson { $lesson }, not { $given }: it is transposed.
weights-other-shape-classes = { $name } should be { $wanted } in the network of lesson { $lesson }, not { $given }: these weights tell { $here } classes apart, the lesson's { $there }.
weights-other-shape-order = { $name } should be { $wanted } in the network of lesson { $lesson }, not { $given }: it has the right number of weights in another order.

weights-none = The file holds no weights.
weights-no-room = There is no room for { $name } of shape { $shape }.
weights-cannot-be-built = This network cannot be built here: { $problem }
weights-cnn-shapes = conv1.weight has shape { $first } and fc.weight { $last }. Expected of lesson 001's network: [channels, 1 or 3, kernel, kernel] and [classes, inputs].
weights-cnn-outputs = fc.weight has { $outputs } outputs. Expected: a number for each class, 2 to { $most }.
weights-cnn-inputs = The first linear layer has { $inputs } inputs. No square picture of 8 to { $side } pixels a side leaves so many after { $blocks ->
    [one] 1 convolution
   *[other] { $blocks } convolutions
    } of { $kernel } x { $kernel }, with pooling or without.
weights-lstm-rows = embedding.weight has { $rows } rows. Expected: one for each word, 3 to { $most }.
weights-class-names = The network tells { $count } classes apart: give { $count } different names.

## Numbers that are too large

weights-not-finite = { $name } holds values that are not finite numbers; such a network cannot answer anything.
weights-answers-not-finite = The network in this file does not answer with finite numbers, so it cannot be used: its weights, or the numbers by which its pictures are normalised, are too large.
weights-grown-too-large = Its weights have grown so large that some of its answers are not finite numbers. A file of them could not be used by anybody, so there is none to download. A smaller learning rate helps.

## What is asked about weights whose file does not say it

weights-normalization-posts = 0.5 and 0.5, as in the posts
weights-normalization-none = none: ToTensor alone, 0 to 1
weights-normalization-mnist = 0.1307 and 0.3081, of MNIST
weights-normalization-cifar10 = 0.4914, 0.4822, 0.4465 and 0.2470, 0.2435, 0.2616, of CIFAR-10

weights-pooling-none = no pooling, { $side } x { $side } pixels
weights-pooling-max = max pooling, { $side } x { $side } pixels
weights-pooling-average = average pooling, { $side } x { $side } pixels

## Files of torch.save

weights-damaged = The file is damaged or cut off: { $problem }. Copy or download it again.
weights-damaged-said = what it says of { $name } cannot be
weights-damaged-bytes = { $name } does not take the bytes that its shape needs
weights-damaged-end = { $name } should end after { $wanted } bytes of weights, and { $there } are there
weights-damaged-behind-last = { $count } bytes stand behind its last tensor
weights-damaged-behind-end = { $count } bytes stand behind its end
weights-damaged-no-end = it has no end, or is no zip of torch.save
weights-damaged-needs = { $name } needs { $wanted } bytes, and { $there } are there
weights-damaged-numbers-unreadable = the numbers of { $name } cannot be read
weights-damaged-numbers-missing = the numbers of { $name } are not there
weights-damaged-numbers-elsewhere = its numbers are not where it says
weights-damaged-count = { $name } has another number of weights than it says
weights-damaged-packed = a part of it cannot be unpacked
weights-damaged-part = a part of it has another size than it says
weights-damaged-places = it does not say where its numbers are
weights-damaged-too-early = it ends { $count } bytes too early

weights-torch-unnamed = The file was made with torch.save, but holds no weights by name. Save torch.save(net.state_dict(), 'net.pth') and bring that.
weights-torch-too-large = The file would unpack to more than { $most } MB, too much for a network.
weights-torch-packed-otherwise = The file is packed in a way that torch.save does not use. Save it again.
weights-torch-other-zip = This is a zip of other things, not weights. Those come from torch.save(net.state_dict(), 'net.pth').
weights-torch-several = This is a zip of several networks, not weights. Those come from torch.save(net.state_dict(), 'net.pth').
weights-torch-script = This is a TorchScript program, which would have to be run. Save torch.save(net.state_dict(), 'net.pth').
weights-torch-byte-order = The file was written by a computer with another byte order, which is not read here.
weights-torch-other-pickle = This is a pickle, but not of torch.save, so it is not opened. Save torch.save(net.state_dict(), 'net.pth').

weights-pickle-unreadable = The file is damaged: the description of its weights cannot be read.
weights-pickle-too-much = The file describes far more than weights. Save torch.save(net.state_dict(), 'net.pth').
weights-pickle-code = The file does what weights do not need (pickle code { $code }), so it is not opened.
weights-pickle-names = The file is no state_dict: its names are no texts.
weights-pickle-no-dict = The file is no state_dict: it changes something that is no dict.
weights-pickle-numbers = The file is damaged: a tensor's numbers are not where it says, or far too many.
weights-pickle-claims = The file is damaged: two tensors claim the same numbers in different ways.
weights-pickle-sizes = The file is damaged: a tensor's sizes cannot be.
weights-pickle-too-few = The file is damaged: a tensor of shape { $shape } needs { $needed } numbers, but { $there } are there.
weights-pickle-only = The file is damaged: a tensor of shape { $shape } has only { $there } numbers.
weights-pickle-whole-network = This file holds a whole network ({ $name }), as torch.save(net) writes it, and opening it would run its code. Save torch.save(net.state_dict(), 'net.pth') and bring that.
weights-pickle-loads = The file wants to load { $name }, which weights do not need, so it is not opened. Save torch.save(net.state_dict(), 'net.pth') and bring that.
weights-pickle-nameless = something without a name
