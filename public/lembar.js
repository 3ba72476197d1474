// Keys for the pages of a paper: [ and ] turn the page, + and - the size, . the paper. They are heard in the paper's frame and on
// the case's page around it; a key that means something there alone is handed on. Who switched the keys off has none here either.
const around = window.parent !== window ? window.parent : null;

const typing = (place) => {
  const element = place.document.activeElement;
  if (!element) return false;
  if (['TEXTAREA', 'SELECT'].includes(element.tagName)) return true;
  return element.tagName === 'INPUT' && !['radio', 'checkbox', 'button', 'submit'].includes(element.type);
};

const off = () => {
  try {
    return localStorage.getItem('tombol-mati') !== null;
  } catch {
    return false;
  }
};

// In the frame another page is no step of the way back: that leads out of the case.
const go = (href) => (around ? location.replace(href) : location.assign(href));

const pressed = (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || off()) return false;
  if (typing(event.view && event.view.document ? event.view : window)) return false;
  const key = event.key === '=' ? '+' : event.key;
  const pane = document.activeElement?.closest('.pane') ?? document;
  const link = [...pane.querySelectorAll('[data-tombol]')].find((one) => one.dataset.tombol === key);
  if (!link) return false;
  event.preventDefault();
  go(link.href);
  return true;
};

document.addEventListener('keydown', (event) => {
  if (pressed(event) || !around || event.ctrlKey || event.altKey || event.metaKey || typing(window)) return;
  if (event.key.length === 1) around.dispatchEvent(new around.KeyboardEvent('keydown', { key: event.key, bubbles: true, view: around }));
});

document.addEventListener('click', (event) => {
  const link = event.target.closest('.tools a[data-tombol]');
  if (!link || !around || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href);
});

// What stands around the frame says it already.
if (around) document.documentElement.dataset.bingkai = '';

for (const picture of document.querySelectorAll('.leaf img')) {
  const fail = () => {
    const words = document.createElement('p');
    words.className = 'note warn';
    words.setAttribute('role', 'status');
    words.textContent = picture.dataset.gagal;
    picture.replaceWith(words);
  };
  if (picture.complete && picture.naturalWidth === 0) fail();
  else picture.addEventListener('error', fail);
}

if (around) {
  const heard = (event) => event.isTrusted && pressed(event);
  around.addEventListener('keydown', heard);
  window.addEventListener('pagehide', () => around.removeEventListener('keydown', heard));
}
