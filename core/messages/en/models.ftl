# Networks: why one cannot be built, and the shapes of its layers.

models-words = words
models-words-by = words x { $numbers }

models-kernel-over-image = The kernel of { $kernel } x { $kernel } is larger than the image, { $side } x { $side } pixels, so it fits nowhere. Choose a smaller kernel.
models-kernel-over-block = The kernel of { $kernel } x { $kernel } is larger than what block { $block } leaves of the image, { $side } x { $side } pixels, so it fits nowhere. Choose a smaller kernel, fewer blocks or no pooling.
models-nothing-left = Nothing is left of the image after block { $block }: pooling halves a side of 1 to 0. Choose fewer blocks, a smaller kernel or no pooling.
models-not-flat = Without flattening, as in the post, the linear layer meets a block of numbers of shape { $shape } where it wants a row of { $row }, and PyTorch says “mat1 and mat2 shapes cannot be multiplied ({ $given } and { $weights })” (for one image). Put “x = torch.flatten(x, 1)” before the layer: choose { $yes } for “{ $label }”.
models-too-many-parameters = This network would have { $parameters } parameters; at most { $most } can be trained here. Choose fewer channels, pooling, or smaller hidden layers.
models-too-many-numbers = The convolutions would make { $numbers } numbers of one image; at most { $most } are allowed here. Choose fewer channels or blocks, or pooling.
