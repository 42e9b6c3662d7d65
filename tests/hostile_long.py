"""Every hostile string in every field of every form; see hostile.py."""
import hostile

hostile.main(a_field=0, every=True)
