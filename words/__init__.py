"""What people read, in their language, without Streamlit: screens and commands say the same."""
