# Parts that are drawn by code of our own in the browser: canvas, live chart, coloured words.

components-clear = Clear
components-draw = **Draw { $what }**
components-a-digit = a digit
components-unreadable = The drawing could not be read. Clear it and draw again.
components-no-chart-library = The chart library could not be loaded.
components-towards = Towards :blue[**{ $yes }**] · towards :orange[**{ $no }**], underlined
components-unknown = unknown
components-unknown-dotted = *unknown, dotted*
