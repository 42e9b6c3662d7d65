"""Some of the hostile strings in every field, all in a few; see hostile.py."""
import hostile

hostile.main(a_field=8)
