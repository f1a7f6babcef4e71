# A visitor's own data: pictures by class, their names, what their files hold, what is still missing.

## The collection

own-nothing = You have brought no data yet.
own-no-pictures = There are no pictures yet.
own-one-class = There is one class only, { $name }. A network needs at least two to tell apart.
own-one-picture = Class { $name } has one picture only. Each class needs at least two: one to learn from, one to be tested on.
own-unlearnt = Class { $name } has no picture to learn from in the parts that the files name.
own-untested = There is no picture to be tested on in the parts that the files name.
own-imbalance = Class { $most } has { $count_most } pictures, { $least } only { $count_least }. A network that always said { $most } would be right in { $percent }% of the cases without having learnt anything: bring more of { $least }, and look at each class's recall on the Evaluate page.
own-for-train = { $count } for training
own-for-validation = { $count } for validation
own-for-test = { $count } for testing
own-kept = The parts that the files name are kept: { $counted }.
own-kept-untested = The parts that the files name are kept: { $counted }. Nothing is there to test { $classes } on.
own-not-mixed = Drawings and photographs cannot be mixed. Let one take the place of the other, or press “Start over”.
own-other-shape = Your pictures so far have { $wanted } numbers (channels, height, width), these { $added }. Bring pictures of the same kind and size, or let these take the place of what you have.
own-too-many-classes = That would be { $count } classes; there may be { $most } at most.
own-too-many = That would be { $count } pictures. At most { $most }, or { $megabytes } MB of pixels, are kept: bring fewer.

## Names of classes

own-name-none = The class has no name: give it one.
own-name-taken = There is a class { $name } already: give this one another name.
own-name-unseen = { $name } cannot be the name of a class: nothing of it could be seen.
own-name-twice = Two classes have names that look the same here, “{ $name }”: they differ only in their middle or in invisible characters. Give one of them another name, at most { $most } letters long.
own-name-shortened = A name was longer than { $most } letters: the class is called “{ $name }”.
own-name-cleaned = A name held invisible characters: the class is called “{ $name }”.
own-alike = { $names } are different classes; if they are meant as one, merge them.

## Why a file cannot be used, within a sentence; .sentence is a whole one

own-kinds = PNG, JPEG, WebP, BMP, GIF, TIFF, HEIC or AVIF
own-is-no-picture = it is no { own-kinds } picture
    .sentence = It is no { own-kinds } picture.
own-is-empty = it is an empty file, no picture
    .sentence = It is an empty file, no picture.
own-is-film = it is a film, no picture
    .sentence = It is a film, no picture.
own-is-pdf = it is a PDF document, no picture
    .sentence = It is a PDF document, no picture.
own-is-zip = it is a zip file, no picture
    .sentence = It is a zip file, no picture.
own-is-photoshop = it is a Photoshop document, no picture
    .sentence = It is a Photoshop document, no picture.
own-is-svg = it is a drawing of lines (SVG), no picture
    .sentence = It is a drawing of lines (SVG), no picture.
own-is-web-page = it is a web page, no picture
    .sentence = It is a web page, no picture.
own-is-git-lfs = it is a Git LFS pointer (git lfs pull fetches what it stands for), no picture
    .sentence = It is a Git LFS pointer (git lfs pull fetches what it stands for), no picture.
own-damaged = it is damaged
own-too-many-pixels = it has too many pixels (more than 13 million, HEIC 25 million, JPEG 60 million)
own-too-many-scans = it is a JPEG of more than { $most } scans, which would take minutes to read
own-colours = its colours ({ $mode }) cannot be read: save it in RGB

## Numbers that become pixels

own-pixels-infinite = Some pixels are missing or infinite. Every image needs all its pixels.
    .short = some pixels are missing or infinite
own-pixels-beyond = The pixels go from { $low } to { $high }, which no picture has.
    .short = the pixels go from { $low } to { $high }, which no picture has
own-pixels-moved = Pixels from { $low } to { $high } were moved to 0 to 255.
own-pixels-stretched = Pixels from { $low } to { $high } were stretched to 0 to 255.
own-pixels-dark = No pixel is above { $high }: 0 to { $high } was stretched to 0 to 255.
own-pixels-bits = Pixels of { $bits } bits, 0 to { $most }, were brought to 0 to 255.
own-pixels-unusual = The pixels go from { $low } to { $high }, which is no usual range: it was stretched to 0 to 255.
