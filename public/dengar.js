// Reads a story aloud, where the browser can; the text stands beside it.
for (const button of document.querySelectorAll('[data-dengar]')) {
  const story = document.getElementById(button.dataset.dengar);
  if (!('speechSynthesis' in window) || !story) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      return;
    }
    const words = new SpeechSynthesisUtterance(story.textContent);
    words.lang = document.documentElement.lang === 'en' ? 'en-GB' : 'id-ID';
    speechSynthesis.speak(words);
  });
}
