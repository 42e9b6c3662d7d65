"""Many thousand calls that can fail do; see fault.py."""
import fault

fault.main(memory_lives=250, part=1)
