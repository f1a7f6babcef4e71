# What core says of an evaluated network: advice, what is not defined, the ways to make examples worse.

evaluation-not-numbers = The network's answers to { $broken } of { $count } examples are not numbers, so nothing can be said of how good it is. Its weights are too large or no numbers themselves: train again with a smaller learning rate.
evaluation-one-class = Not defined: all { $count } test examples are “{ $name }”.

## Advice

evaluation-no-mistake = Not one mistake: only harder examples could show what it cannot do.
evaluation-no-mistake-few = Not one mistake, but in { $count } test examples only: bring more before you believe it.
evaluation-preset = the preset “{ $title }” of lesson { $lesson }
evaluation-guessing-other-data = It is no better than always guessing “{ $name }” ({ $share }%): it has learnt from { $data }, not from these data.
evaluation-guessing-diverged = It is no better than always guessing “{ $name }” ({ $share }%): { $when ->
        [training] while it was trained its loss rose to { $loss }
       *[testing] its cross-entropy is { $loss }
    }, and guessing alone gives { $guessing }. The steps were too large: train again with a smaller learning rate{ $rate ->
        [unknown] {""}
       *[known] , a tenth of it ({ $rate }) for a beginning
    }.
evaluation-guessing-rising = It is no better than always guessing “{ $name }” ({ $share }%), but its training accuracy rose from { $before }% to { $after }% in the last epoch: train longer.
evaluation-guessing-nothing = It is no better than always guessing “{ $name }” ({ $share }%): it has learnt nothing yet. Another learning rate is the first thing to try, then more epochs.
evaluation-other-data = It has learnt from { $data }, not from these data: that they differ is the likeliest reason for what it gets wrong.
evaluation-by-heart = It gets { $trained }% of the training examples right but only { $tested }% of these: it has learnt some by heart. More examples or fewer epochs help, and so do augmentation, dropout and weight decay where the lesson has them.
evaluation-still-rising = It was still learning: its training accuracy rose from { $before }% to { $after }% in the last epoch. More epochs help.
evaluation-only-once = It has been through the training examples only once, and got { $trained }% of them right on the way: more epochs are the first thing to try.
evaluation-too-small = In its last epoch it got only { $trained }% of its own training examples right, and no more than in the one before: a larger network or another learning rate can still help.
evaluation-behind = More is possible on this data: { $name } gets { $most }% right, this network { $accuracy }%. What differs in its settings is worth a try.
evaluation-confused = It takes { $share }% of “{ $truth }” for “{ $guess }”: look at these examples, and whether more of the two would show the difference.
evaluation-rare = “{ $name }” is rare ({ $count } of { $total }), so its scores are rough.
evaluation-rare-own = “{ $name }” is rare ({ $count } of { $total }): bring more of it.
evaluation-too-sure = On average it is { $points } points more sure than it is right: a temperature (“How sure it is”) makes its probabilities honest.
evaluation-nothing-own = Nothing stands out: what is left are single hard examples. More examples like them are the surest help.
evaluation-nothing-better = Nothing stands out: with { $accuracy }% it is better than the best that is known here on this data, { $name } ({ $most }%). What is left are single hard examples: look at them.
evaluation-nothing-as-good = Nothing stands out: with { $accuracy }% it is about as good as the best that is known here on this data, { $name } ({ $most }%). What is left are single hard examples: look at them.
evaluation-nothing = Nothing stands out: what is left are single hard examples. Look at them.

## Ways to make examples worse

evaluation-worse-noise = Noise
    .unit = grey levels
evaluation-worse-blur = Blur
    .unit = pixels
evaluation-worse-rotation = Rotation
    .unit = degrees
evaluation-worse-shift = Shift
    .unit = share of the side
evaluation-worse-contrast = Contrast
    .unit = share that is left
evaluation-worse-unknown = Words unknown
    .unit = share of the words
evaluation-worse-left-out = Words left out
    .unit = share of the words
evaluation-worse-shuffled = Words moved
    .unit = places at most
