"""Nearly every call that can fail does; see fault.py."""
import fault

fault.main(memory_lives=546, part=1)
