// A slide's number, typed: it goes there with Enter, or when no further digit follows.

const PATIENCE = 1200;

export class Jump {
  /** `say` shows what was typed so far, `go` is told the number. */
  constructor(say, go) {
    this.typed = "";
    this.say = say;
    this.go = go;
  }

  get waiting() {
    return this.typed !== "";
  }

  digit(digit) {
    clearTimeout(this.timer);
    this.typed = `${this.typed}${digit}`.slice(-3);
    this.say(`Slide ${this.typed}`);
    this.timer = setTimeout(() => this.done(), PATIENCE);
  }

  done() {
    const number = Number(this.typed);
    this.drop();
    if (number > 0) this.go(number - 1);
  }

  drop() {
    clearTimeout(this.timer);
    this.typed = "";
    this.say("");
  }
}
