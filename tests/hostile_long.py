"""Every hostile string in every field of every form; see hostile.py."""
import hostile

hostile.main(a_field=40, every=True)
