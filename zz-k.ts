import { checkPattern } from "./src/rules/pattern.js";
import { costPerChar } from "./src/rules/pattern-cost.js";
import { parsePattern } from "./src/rules/regexp-tree.js";
import { countSteps } from "./test/backtrack.js";
let seed = Number(process.argv[2] ?? 1); const rnd = (n: number) => { seed = (Math.imul(seed, 1103515245) + 12345) >>> 0; return Math.floor(((seed >>> 8) / 16777216) * n); };
const pick = <T>(xs: readonly T[]) => xs[rnd(xs.length)] as T;
const atom = (d: number): string => { const r = rnd(10); if (r < 4) return pick(["a","b"," ",":","c"]); if (r<7) return pick(["[ab]","[a-c]","[^:]","[^ ]","[ab ]",".","\\w","\\s","[^a]"]); if (d<=0) return "a"; if (r<9) return `(?:${alt(d-1)})`; return pick(["\\b","^","$","(?=a)", "(?!b)"]); };
const quant = (): string => { const r = rnd(12); return r<6?"":pick(["?","*","+","{0,5}","{2,9}","{1,30}","*?","{3}","+?"]); };
const seq = (d: number): string => Array.from({length: 1+rnd(4)}, () => { const a = atom(d); return /^(\\b|\^|\$|\(\?[=!].*)$/.test(a) ? a : a+quant(); }).join("");
const alt = (d: number): string => Array.from({length: rnd(4)===0?2:1}, () => seq(d)).join("|");
const pieces = ["a","b"," ",":","aaaaaaaaaaaaaaaa","ab","a ","abababab","a:","  ","bbbbbb","c","cccccccc"," :"];
let worst: [number,string,string,number,number][] = []; let accepted=0;
for (let i=0;i<Number(process.argv[3] ?? 3000);i++) {
  const p = alt(2); if (checkPattern(p,"exact") !== null) continue; accepted++;
  const cost = costPerChar(parsePattern(p));
  for (let j=0;j<12;j++) { const unit = Array.from({length:1+rnd(3)},()=>pick(pieces)).join(""); const pre=pick(["","a","a:"," "]); let t = pre + unit.repeat(Math.ceil(600/unit.length)) + pick(["","!","b",":"]);
    if (rnd(2)) t = Array.from({length:200},()=>pick(pieces)).join("").slice(0,600);
    const s = countSteps(p,t,600*5000)/t.length; worst.push([s/cost,p,t.slice(0,60),Math.round(s),Math.round(cost*10)/10]); }
}
worst.sort((a,b)=>b[0]-a[0]); console.log(accepted); const seen=new Set(); let k=0; for (const w of worst) { if (seen.has(w[1])) continue; seen.add(w[1]); if (k++>14) break; console.log(w[0].toFixed(2), w[3], w[4], JSON.stringify(w[1]), JSON.stringify(w[2])); }
