// Numbers, times and paths for people.

function time(seconds) {
  if (seconds < 0.0005) return '0 s';
  if (seconds < 1) return (seconds * 1000).toFixed(0) + ' ms';
  if (seconds < 60) return seconds.toFixed(seconds < 10 ? 2 : 1) + ' s';
  if (seconds < 3600) return Math.floor(seconds / 60) + ' min ' + Math.floor(seconds % 60) + ' s';
  return Math.floor(seconds / 3600) + ' h ' + Math.floor((seconds % 3600) / 60) + ' min';
}
function size(bytes) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  for (; bytes >= 1000 && unit < units.length - 1; unit++) bytes /= 1000;
  return (unit === 0 ? bytes : bytes.toFixed(bytes < 10 ? 2 : bytes < 100 ? 1 : 0)) + ' ' + units[unit];
}
const number = value => (typeof value === 'number' ? String(+value.toPrecision(6)) : String(value));
const plural = (count, word) => count + ' ' + word + (count === 1 ? '' : 's');
const counts = (letters, words) =>
  Object.entries(letters)
    .map(([letter, count]) => count + ' ' + words[letter])
    .join(', ');
const fileAddress = path =>
  'file://' +
  (path.startsWith('/') ? '' : '/') +
  path
    .split(/[\\/]/)
    .map(encodeURIComponent)
    .join('/')
    .replace(/^([a-z])%3A/i, '$1:')
    .replace(/^\/([a-z])%3A/i, '/$1:');
const short = path => (path.startsWith(project.folder + '/') ? path.slice(project.folder.length + 1) : path);
const fileLink = path => el('a', { href: fileAddress(path), title: path }, el('code', null, short(path)));
