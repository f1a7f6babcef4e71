# A network that a visitor pastes as code: what cannot be read, built or run. The line stands before each sentence.

pasted-at-line = Line { $line }: { $problem }

## The text

pasted-too-long = The code has { $letters } letters; at most { $most } are read here. Paste the network's class alone.
pasted-too-many-nodes = The code is too long from here on. Paste the network's class alone.
pasted-too-deep = Too much lies inside of each other here: brackets, blocks, or methods that call each other. Split it into several lines.
pasted-control = A character stands here that cannot be seen and does not belong into code. Type the line anew.
pasted-not-ascii = “{ $name }” has letters outside a to z. Some of them only look like others, so names are written in a to z, 0 to 9 and _ here.
pasted-syntax = Python cannot read this: { $said }.
pasted-dunder = Names that begin with two underscores, such as “{ $name }”, belong to Python itself. Only __init__ is read here.
pasted-number-too-large = A number here is too large.

## What is not part of a network

pasted-no-class = There is no class here. Paste a class that begins with “class Net(nn.Module):”.
pasted-base = A class here is made from nn.Module alone: “class { $name }(nn.Module):”.
pasted-no-forward = The class { $name } has no forward method, which says what the network computes.
pasted-only-class = Only imports, constants, classes and a last line such as “net = Net()” are read here, not “{ $code }”. Training is ours.
pasted-only-methods = A class here has methods and constants, not “{ $code }”.
pasted-no-syntax = “{ $code }” uses a part of Python that is not needed in a network and not read here.
pasted-no-target = Only names, attributes of self and parts of tensors can be given a value here, not “{ $code }”.
pasted-no-decorator = Decorators are not read here. Leave out this line.
pasted-annotation = An annotation has to be the name of a type here, such as torch.Tensor. Leave it out.
pasted-own-line = Each import, constant and class has to begin a line of its own here.
pasted-long-text = Only the text that describes a module, class or method at its beginning can go over several lines here. Begin each line of a note with #.
pasted-no-star = A star stands for any number of arguments, which is not read here. Write the arguments one by one.
pasted-parameters = The parameters of { $name } have to begin with self, and no name may stand there twice.
pasted-class-constant = { $name } has to be a number or a tuple of numbers.
pasted-add-line = The class { $name } needs { $arguments }. Add a last line such as “net = { $name }(...)” with values for them.

## Names

pasted-name = name '{ $name }' is not defined
pasted-unbound = “{ $name }” has no value yet when this line is reached.
pasted-bound-twice = “{ $name }” already stands for something else. Choose another name.
pasted-no-import = “{ $name }” cannot be imported here. A network needs torch, torch.nn and torch.nn.functional.
pasted-star-import = A star imports every name there is. Write the names that the network needs.
pasted-not-in-module = “{ $name }” is not on the list of what can be used here.
pasted-no-builtin = “{ $name }” is not on the list of Python's functions that can be used here.
pasted-no-print = Printing is not needed here: the shapes of all layers are shown beside the network. Leave out this line.
pasted-no-other-super = super() can only be used as “super().__init__()”, in __init__.
pasted-no-attribute = “{ $name }” is not on the list of what can be read or called here.
pasted-no-attribute-of-self = self has no “{ $name }”: it is set nowhere in this class. Set it in __init__.
pasted-reserved = “{ $name }” is a name that nn.Module needs for itself. Choose another one.
pasted-name-of-layer = The name of a buffer or layer has to be a plain text here, such as "mask".
pasted-self = The name of the network itself cannot be given another value.
pasted-set-twice = “{ $name }” is already something else: a layer, a parameter or a number. Choose another name.
pasted-only-call = “{ $name }” can only be called as PyTorch calls it. To run a layer, call the layer itself.
pasted-no-device = Where a network is computed is chosen on this page. Leave out the device.
pasted-no-dtype = Kinds of numbers cannot be chosen here: images are float32. Leave it out.
pasted-no-values = Here a shape may decide what is done, and the numbers of a tensor may not: they are not known before the network runs.

## Building

pasted-no-super = A class of nn.Module has to call super().__init__() before it sets its layers. Make it the first line of __init__.
pasted-not-in-forward = The network cannot be changed here: layers, numbers and lists of the network are set in __init__, and a list at the top of the code stays as it is.
pasted-only-in-forward = A layer can be called in forward, not while the network is built.
pasted-layer-in-forward = { $layer } would be made anew, with new weights, each time this line runs. Make it in __init__ and call it here.
pasted-only-layers = Only layers can stand here, and no layer may contain itself.
pasted-layers-in-list = PyTorch does not find the layers in the list “{ $name }”, so they would not learn. Use nn.ModuleList.
pasted-tensor-on-self = The tensor “{ $name }” would not move with the network. Use nn.Parameter, or self.register_buffer("{ $name }", ...).
pasted-tensor-at-top = Tensors and layers belong to a network, and “{ $name }” belongs to none. Make it in __init__: a layer, an nn.Parameter, or self.register_buffer("{ $name }", ...).
pasted-not-on-self = “{ $name }” cannot be kept by the network: numbers, tuples and layers can.
pasted-layer-argument = The arguments of a layer have to be numbers, texts or tuples of these.
pasted-not-positive = { $name } has to be at least 1.
pasted-probability = The probability of dropout has to be a number from 0 to 1.
pasted-dropout-in-place = Dropout in place is not possible here. Leave out “inplace”.
pasted-recurrent-dropout = { $layer } with dropout of its own is not possible here. Set its dropout to 0, and put nn.Dropout behind it.
pasted-no-chance = Random numbers can only be drawn in __init__, and by dropout.

## Running

pasted-unknown-argument = { $function } has no argument “{ $name }” here.
pasted-missing-argument = { $function } needs a value for “{ $name }”.
pasted-too-many-arguments = { $name } takes at most { $most } { $most ->
    [one] argument
   *[other] arguments
 } here.
pasted-not-callable = This cannot be called.
pasted-not-a-tensor = A tensor or a number has to stand here.
pasted-not-numbers = Numbers have to stand here.
pasted-not-iterable = This cannot be gone through one by one.
pasted-sizes = Whole numbers that are not negative have to stand here.
pasted-unpack = { $wanted } names are to be given a value here, and there are { $given } values.
pasted-no-arithmetic = “{ $symbol }” cannot be used with these values.
pasted-no-comparison = These values cannot be compared.
pasted-only-is-none = “is” compares with None only. For numbers, write ==.
pasted-no-index = This cannot be used as an index here.
pasted-no-mask = A list of true and false cannot be an index here: how much it leaves is not known beforehand. Use torch.where or masked_fill.
pasted-too-nested = Lists can lie in each other only a few times here.
pasted-changes-weights = The weights of the network cannot be changed here: the optimizer does that.
pasted-assertion = What this line asserts does not hold.
pasted-torch = PyTorch says: { $said }
pasted-shapes = The linear layer { $layer } wants { $wanted } numbers for each example, and { $given } arrive. PyTorch says “{ $said }”. Write { $given } as its first argument.
pasted-not-flat = The linear layer { $layer } wants a row of { $wanted } numbers, and a block of the shape { $shape } arrives. PyTorch says “{ $said }”. Put “x = torch.flatten(x, 1)” before it, which makes a row of { $row } numbers.
pasted-few-words = The embedding knows { $given } words, and the vocabulary has { $wanted }. Write len(TEXT.vocab) as its first argument.
pasted-channels = The convolution { $layer } wants images of { $wanted } { $wanted ->
    [one] channel
   *[other] channels
 }, and { $given } { $given ->
    [one] channel arrives
   *[other] channels arrive
 }. Write { $given } as its first argument.

## What comes out

pasted-no-output = forward has to return one tensor.
pasted-wrong-output = forward returns a tensor of the shape { $shape }; it has to be ({ $batch }, { $classes }): a row for each example, a number for each class.
pasted-wrong-classes = { $layer } gives { $given } numbers for each example, and there are { $classes } classes. Write { $classes } as its second argument.
pasted-one-example = This works with a whole mini-batch and not with one example alone, as on “Try it”. squeeze() without a dimension may be the reason: { $problem }
pasted-batch-of-one = { $batch ->
    [1] In training, this does not work with mini-batches of one example. Choose a larger batch size.
   *[other] In training, this does not work with one example alone, and the last mini-batch of an epoch has only one: the training part has { $examples } examples, and the batch size is { $batch }. Choose another batch size.
  } { $problem }
pasted-nothing-to-learn = What forward returns does not depend on any weight, so there is nothing to learn.

## Too much

pasted-endless = The network takes too many steps. Let loops run less often.
pasted-too-many-calls = The network calls PyTorch more than { $most } times for one mini-batch. Let loops run less often.
pasted-list-too-long = Lists can have at most { $most } items here.
pasted-too-many-layers = A network can have at most { $most } layers here.
pasted-too-many-parameters = The network would have { $parameters } parameters; at most { $most } can be trained here. Choose smaller layers.
pasted-tensor-too-large = A tensor here would have more than { $most } numbers, or more than a few dimensions. Choose smaller layers or mini-batches.
pasted-too-many-numbers = The network would compute more than { $most } numbers from one mini-batch. Choose smaller layers or mini-batches.
pasted-too-many-operations = The network would compute for too long: more than { $most } additions and multiplications for one mini-batch. Choose smaller layers or mini-batches.
pasted-too-many-built = Building the network would make more than { $most } numbers besides its layers. Make smaller tensors in __init__.
pasted-too-long-built = Building the network would take too long: more than { $most } additions and multiplications. Compute less in __init__.
pasted-too-many-time-steps = Recurrent layers would take more than { $most } steps one after the other for one mini-batch. Use fewer of them, or shorter sequences.
