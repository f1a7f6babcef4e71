"""The pages: views/ has one script a page, ui/ what they share, text/ what they say.

The scripts directly in this folder only run app.py. Before the first visit after a start Streamlit has not seen the
navigation of app.py and looks here for the address of a deep link: without a file of that name it shows the visitor
"Page not found" in front of the right page.
"""
