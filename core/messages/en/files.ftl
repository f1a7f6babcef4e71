# What is said of a visitor's files: what cannot be used, and what was guessed or left out.

files-semicolon = { $before }; { $part }
files-and-left-out = { $problem } { $left_out }

## Any files

files-none = There is no file.
files-too-many = There are { $count } files; at most { $most } are read. Bring fewer.
files-bring-alone = Several files at once must all be pictures of one class: bring { $name } by itself.
files-is-rar = This is a RAR archive, which cannot be unpacked here. Pack the folders as a zip.
files-is-7z = This is a 7z archive, which cannot be unpacked here. Pack the folders as a zip.
files-is-gz = This is a gz archive, which cannot be unpacked here. Pack the folders as a zip.
files-is-npy = This is a single array (.npy). Save images and labels together in an .npz, with numpy.savez.
files-is-old-office = This is an old Excel or Word document. Save the table as “CSV UTF-8”.
files-is-pdf = This is a PDF document. Bring pictures, a zip of folders, an .npz or a CSV.
files-is-excel = This is an Excel workbook. Save the sheet as “CSV UTF-8” and bring that.
files-is-word = This is a document of Word or PowerPoint. Bring its pictures as files of their own.
files-is-weights = These are weights of PyTorch: “Weights” on Evaluate and “Try it” takes them.
files-of-other-kind = { $what } Bring pictures, a zip of folders, an .npz or a CSV.
files-none-read = No picture could be read.
files-left-out-one = { $name }: { $problem }
files-left-out = Left out: { $files }.
files-left-out-more = Left out: { $files } and { $more } more.
files-put-together = { $problem } So all pictures were put together and are split anew below.
files-too-many-bytes = The pictures take { $megabytes } MB; at most { $most } MB are kept. Bring fewer.
files-too-many-classes = There are { $count } classes; at most { $most } can be told apart here.

## A zip of folders

files-zip-damaged = This is not a zip file, or it is damaged. Pack the folders again.
files-zip-too-many = The zip holds { $count } files; at most { $most } are read. Pack fewer pictures.
files-zip-bytes = The zip would unpack to { $megabytes } MB; at most { $most } MB are read. Pack fewer or smaller pictures.
files-zip-pixels = The pictures have more than { $most } million pixels in all, which would take minutes to read. Bring fewer or smaller ones.
files-zip-long-name = A name in the zip has more than { $most } characters. Give the files shorter ones.
files-zip-locked = The zip is locked with a password. Pack it without one.
files-zip-packed = The zip is packed with { $method }, which cannot be unpacked here. Pack the folders again with the usual method, Deflate.
files-zip-method = { $number ->
    [1] Shrink
    [6] Implode
    [9] Deflate64
    [12] bzip2
    [14] LZMA
    [93] Zstandard
    [95] XZ
    [98] PPMd
   *[other] method { NUMBER($number, useGrouping: 0) }
}
files-zip-no-pictures = The zip holds no pictures ({ $kinds }).
files-zip-only-archives = The zip holds no pictures ({ $kinds }). It holds another archive: unpack that first, and pack its folders.
files-zip-no-folders = The zip has no folders. Put the pictures of each class into a folder with the class's name, and pack the folders. (Files that are called cat.0.jpg, cat.1.jpg, dog.0.jpg and so on would do as well.)
files-zip-hidden = Not read: { $count } { $count ->
    [one] file
   *[other] files
} that computers make by themselves or keep hidden.
files-zip-empty = Empty, so no class: the { $count ->
    [one] folder
   *[other] folders
} { $names }.
files-zip-empty-more = Empty, so no class: the folders { $names } and { $more } more.
files-zip-names-cp949 = The names in the zip were read in code page 949 (Korean).
files-zip-names-cp932 = The names in the zip were read in code page 932 (Japanese).
files-zip-names-gb18030 = The names in the zip were read in code page 936 (Chinese).
files-zip-names-cp950 = The names in the zip were read in code page 950 (traditional Chinese).
files-zip-names-cp850 = The names in the zip were read in code page 850 (Western Europe).
files-zip-names-cp1252 = The names in the zip were read in code page 1252 (Western Europe).
files-zip-names-cp866 = The names in the zip were read in code page 866 (Cyrillic).
files-zip-names-cp1251 = The names in the zip were read in code page 1251 (Cyrillic).
files-zip-names-cp437 = The names in the zip were read in code page 437.
files-deeper = Folders within a class's folder count for that class: { $names }.
files-deeper-and-others = Folders within a class's folder count for that class: { $names } and others.
files-validation-tests = There is no folder for testing: the one for validation takes its place.
files-classes-by-names = There are no folders for the classes: they were taken from how the files' names begin, { $names }.

## Why one file was left out: stands behind the file's name and a colon

files-packed = it is packed with { $method }
files-inner-archive = it is an archive within the zip, unpack it first
files-no-picture = it is no picture
files-cannot-unpack = it cannot be unpacked
files-member-bytes = it is larger than { $most } MB
files-beside-parts = it lies beside the folders for training and testing
files-beside-classes = it lies beside the folders of the classes
files-no-class-in-name = its name does not begin with a class

## An .npz

files-npz-damaged = This is not an .npz file, or it is damaged. Save it with numpy.savez.
files-npz-packed = The .npz is packed in a way that is not read here. Save it with numpy.savez_compressed.
files-npz-two = The .npz has two arrays that could be the { $kind ->
    [images] images
   *[labels] labels
}: { $arrays }. Keep one.
files-npz-needs-both = The .npz needs two arrays, images and labels, with as many labels as images; it has: { $arrays }. Save it with numpy.savez('own.npz', images=..., labels=...), so that its images and labels can be found.
files-npz-needs-labels = The .npz needs two arrays, images and labels, with as many labels as images; it has: { $arrays }. Save it with numpy.savez('own.npz', images=..., labels=...), so that its labels can be found.
files-npz-no-arrays = none
files-npz-by-shape = By their shapes, the arrays were taken to be: { $pairs }.
files-npz-pair = { $images } the images and { $labels } their labels
files-npz-for-testing = { $images } was taken for testing.
files-npz-without-labels = Left out, since there are no labels for them: { $images }.
files-arrays-empty = The arrays are empty.
files-too-many-images = There are { $count } images; at most { $most } are read. Save fewer.
files-two-sizes = The images for training and for testing have different sizes. Save them in one size.
files-last-axis = The last axis of { $images } was taken to count the images.
files-array-too-large = The array { $name } of shape { $shape } is too large. Save fewer or smaller images.
files-array-to-turn = The array { $name } of shape { $shape } is too large to be turned. Save it with the images along the first axis, in C order (numpy.ascontiguousarray).
files-array-cut-off = The array { $name } is cut off. Save the file again.
files-array-of-objects = The array { $name } holds Python objects, which are not loaded because they could carry code. Save it as numbers or text.
files-no-list-of-images = { $images } has shape { $shape }, which is no list of images (N, H, W).
files-shapes-differ = { $images } has shape { $shape } and { $labels } { $shape_of_labels }. Wanted: images (N, H, W) or (N, H, W, C), and as many labels (N,).
files-pixels-of-type = The pixels are of type { $type }. Wanted: numbers, such as whole ones from 0 to 255.
files-images-of-shape = The images have shape { $shape }. Wanted: (N, H, W), (N, H, W, C), (N, C, H, W), or rows of pixels.
files-images-of-channels = The images have shape { $shape }. An image has { $channels } channels where 1 (grey), 3 (colour) or 4 (with transparency) are read. Wanted: (N, H, W), (N, H, W, C), (N, C, H, W), or rows of pixels.
files-images-too-small = The images have { $height } x { $width } pixels. They need at least { $least } x { $least }.
files-no-square = Beside its label each row has { NUMBER($count, useGrouping: 0) } { $count ->
    [one] pixel
   *[other] pixels
}, which is no square image of { $least } x { $least } to { $most } x { $most } (28 x 28 would be 784, in colour 2,352).
files-rows = Rows of { $count } numbers were read as pictures of { $side } x { $side }.
files-rows-by-colour = Rows of { $count } numbers were read as pictures of { $side } x { $side } in colour, one colour after the other.
files-rows-by-pixel = Rows of { $count } numbers were read as pictures of { $side } x { $side } in colour, pixel by pixel, its colours together.
files-labels-of-type = The labels are of type { $type }. Wanted: whole numbers or text.
files-labels-too-many = There are { $count } images, and labels of shape { $shape }. Wanted: one for each image.
files-labels-differ = There are { $count } images, and labels of shape { $shape }. Wanted: one label for each image.
files-labels-not-one-hot = The labels have shape { $shape } and are not one-hot: a row may hold a single 1 and else 0. Each image needs exactly one class.
files-labels-one-hot = The labels are one-hot: the place of the 1 was taken as the class.
files-labels-missing = Some labels are missing or infinite. Every image needs one.
files-labels-different = There are more than { $most } different labels, as many as can be told apart here. Are these the right labels?

## A CSV

files-text-utf-16 = The text was read as UTF-16.
files-text-cp949 = The text was read in code page 949 (Korean).
files-text-cp1252 = The text was read in code page 1252.
files-csv-bytes = The CSV has { $megabytes } MB; at most { $most } MB are read. Save the images as an .npz, which is several times smaller.
files-csv-not-utf-8 = The CSV is not text in UTF-8. Save it as “CSV UTF-8”.
files-csv-damaged = The CSV is damaged: it is no whole text. Save it as “CSV UTF-8”.
files-csv-no-text = This is no CSV: it holds bytes that no text has.
files-csv-columns = The CSV has { $count } columns; images may have { $side } x { $side } pixels.
files-csv-no-rows = The CSV has no rows. Wanted: a label and the pixels of one image in each.
files-csv-rows = The CSV has { $count } rows; at most { $most } are read. Save fewer.
files-csv-long-row = A row of the CSV has more than { $most } characters. Images may have { $side } x { $side } pixels.
files-csv-quotation = The CSV cannot be read: a quotation mark is never closed, or a cell is huge.
files-csv-no-rows-or-quotation = The CSV has no rows, or a quotation mark is never closed.
files-csv-pixels-as-text = A column holds all pixels of an image as one text. Put each pixel into a column of its own, or save the images as an .npz.
files-csv-of-texts = This is a table of texts. Lesson 001, where own data go, learns from pictures; its rows would have to hold the pixels of one image each. A single text can be written on “Try it” for the network of lesson 002b, which reads film reviews.
files-csv-widths = Row { $row } of the CSV has { $count } columns, the first { $first }. Every row needs a label and the same number of pixels.
files-csv-unreadable = The CSV cannot be read. Save it as “CSV UTF-8”, an image in each row.
files-csv-separators = The CSV cannot be read. Save it with commas between the columns.
files-csv-no-label-in = Row { $row } of the CSV has no label. Every row needs one.
files-csv-no-label = The label is missing: the rows have { $count } numbers and none that says what the picture shows. Put the class into a column called label.
files-csv-too-few-columns = The rows have { $count } columns, too few for a picture. Wanted: a label and the pixels of one image in each.
files-csv-empty-cells = The CSV holds nothing but empty cells. Wanted: a label and the pixels of one image in each row.
files-csv-empty-cell = Some pixels are missing or no numbers: row { $row }, column { $column } of the CSV holds nothing. Every column but the label must hold numbers.
files-csv-bad-cell = Some pixels are missing or no numbers: row { $row }, column { $column } of the CSV holds { $cell }, which is no number. Every column but the label must hold numbers.
files-csv-read-with = Read with { $parts }.
files-csv-with-semicolons = semicolons between the columns
files-csv-with-tabs = tabs between the columns
files-csv-with-bars = bars between the columns
files-csv-with-spaces = spaces between the columns
files-csv-decimal-commas = decimal commas
files-csv-label-in = the label in column { $column }
files-csv-label-named = the label in column { $column }, “{ $name }”
files-csv-columns-left-out = { $count ->
    [one] column
   *[other] columns
} { $numbers } left out
