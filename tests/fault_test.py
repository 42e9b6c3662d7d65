"""Some of the calls that can fail do; see fault.py."""
import fault

fault.main(memory_lives=17, part=8)
