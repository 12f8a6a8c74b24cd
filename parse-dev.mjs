import { readFileSync, writeFileSync, readdirSync } from 'node:fs';
const articles = [];
for (const f of readdirSync('/tmp/auc/dev').sort()) {
  let a, p;
  for (const line of readFileSync('/tmp/auc/dev/' + f, 'utf8').split('\n')) {
    if (line.startsWith('# ')) articles.push((a = { title: line.slice(2), paragraphs: [] }));
    else if (line.startsWith('P: ')) a.paragraphs.push((p = { text: line.slice(3), questions: [], unanswerable: [] }));
    else if (line.startsWith('+ ')) { const [question, answer] = line.slice(2).split(' | '); p.questions.push({ question, answers: [answer], style: 'far' }); }
    else if (line.startsWith('- ')) p.unanswerable.push(line.slice(2));
  }
}
let cur;
for (const f of readdirSync('/tmp/auc/more').sort()) for (const line of readFileSync('/tmp/auc/more/' + f, 'utf8').split('\n')) {
  if (line.startsWith('@ ')) { const m = /^@ (.*) (\d)$/.exec(line); cur = articles.find((a) => a.title === m[1]).paragraphs[m[2] - 1]; }
  else if (line.startsWith('+ ')) cur.questions.push({ question: line.slice(2), answers: [], style: 'near' });
  else if (line.startsWith('- ')) cur.unanswerable.push(line.slice(2));
}
const n = articles.flatMap((a) => a.paragraphs);
for (const p of n) for (const q of p.questions) if (q.answers[0] && !p.text.toLowerCase().includes(q.answers[0].toLowerCase())) console.log('NO', q);
writeFileSync('/tmp/auc/dev.json', JSON.stringify({ articles }, null, 1));
const mean = (x) => x.reduce((s, v) => s + v, 0) / x.length;
console.log(articles.length, n.length, new Set(n.map((p) => p.questions.length + '/' + p.unanswerable.length)));
console.log('words', mean(n.map((p) => p.text.split(' ').length)), mean(n.flatMap((p) => p.questions.map((q) => q.question.split(' ').length))), mean(n.flatMap((p) => p.unanswerable.map((q) => q.split(' ').length))));
