// The network: a TCP proxy in front of the servers. Open, it passes bytes on;
// shaped, all connections share one link with a rate each way and a round trip.
// Devtools' own throttling would not reach workers.
import net from "node:net";

export const MOBILE = { down: 1_600_000, up: 750_000, rtt: 150 };

const PACKET = 1460;
const HIGH_WATER = 48 * 1024;

// One direction of the link: packets of its flows take turns.
class Way {
  flows = [];
  flying = [];
  free = 0;
  timer = undefined;

  constructor(link, name) {
    this.link = link;
    this.name = name;
  }

  add(flow) {
    if (!this.flows.includes(flow)) this.flows.push(flow);
    this.timer ??= setTimeout(() => this.pump(), 0);
  }

  // Packets arrive in the order in which they left.
  send(flow, packet, at) {
    this.flying.push({ flow, packet, at });
    if (this.flying.length === 1) setTimeout(() => this.arrive(), at - performance.now());
  }

  arrive() {
    while (this.flying.length > 0 && this.flying[0].at <= performance.now() + 0.5) {
      const { flow, packet } = this.flying.shift();
      flow.deliver(packet);
    }
    if (this.flying.length > 0) setTimeout(() => this.arrive(), this.flying[0].at - performance.now());
  }

  pump() {
    this.timer = undefined;
    const now = performance.now();
    const { shape } = this.link;
    let soonest = Infinity;
    while (this.flows.length > 0 && (!shape || this.free <= now + 1)) {
      const at = this.flows.findIndex((flow) => flow.opens <= now || !shape);
      if (at < 0) {
        soonest = Math.min(...this.flows.map((flow) => flow.opens));
        break;
      }
      const [flow] = this.flows.splice(at, 1);
      const packet = flow.next(shape ? PACKET : Infinity);
      if (flow.queue.length > 0) this.flows.push(flow);
      if (!shape) {
        flow.deliver(packet);
        continue;
      }
      this.free = Math.max(this.free, now) + (packet.length * 8_000) / shape[this.name];
      this.send(flow, packet, this.free + shape.rtt / 2);
    }
    if (this.flows.length > 0) this.timer = setTimeout(() => this.pump(), Math.max(0, Math.min(soonest, Math.max(this.free, now)) - now));
  }
}

// What one connection sends one way.
class Flow {
  queue = [];
  waiting = 0;
  underWay = 0;
  ended = false;

  constructor(from, to, way, opens) {
    Object.assign(this, { from, to, way, opens });
    from.on("data", (chunk) => this.take(chunk));
    from.on("end", () => {
      this.ended = true;
      this.finish();
    });
  }

  take(chunk) {
    if (!this.way.link.shape && this.underWay === 0 && this.queue.length === 0) {
      if (!this.to.write(chunk)) {
        this.from.pause();
        this.to.once("drain", () => this.from.resume());
      }
      return;
    }
    this.queue.push(chunk);
    this.waiting += chunk.length;
    if (this.waiting > HIGH_WATER) this.from.pause();
    this.way.add(this);
  }

  next(most) {
    const chunk = this.queue[0];
    if (chunk.length <= most) this.queue.shift();
    else this.queue[0] = chunk.subarray(most);
    const packet = chunk.length <= most ? chunk : chunk.subarray(0, most);
    this.waiting -= packet.length;
    this.underWay += 1;
    if (this.waiting < HIGH_WATER / 2) this.from.resume();
    return packet;
  }

  deliver(packet) {
    this.underWay -= 1;
    if (!this.to.destroyed) this.to.write(packet);
    this.finish();
  }

  finish() {
    if (this.ended && this.queue.length === 0 && this.underWay === 0) this.to.end();
  }
}

export class Link {
  shape = null;
  sockets = new Set();

  constructor(port, target) {
    const [up, down] = [new Way(this, "up"), new Way(this, "down")];
    const accept = (client) => {
      const server = net.connect(target, "127.0.0.1");
      // The browser believes at once that it is connected: its first words wait for the round trip.
      const opens = performance.now() + (this.shape?.rtt ?? 0);
      new Flow(client, server, up, opens);
      new Flow(server, client, down, 0);
      for (const socket of [client, server]) {
        socket.setNoDelay(true);
        this.sockets.add(socket);
        socket.on("error", () => socket.destroy());
        socket.on("close", () => {
          this.sockets.delete(socket);
          (socket === client ? server : client).destroySoon();
        });
      }
    };
    this.servers = ["127.0.0.1", "::1"].map((host) => net.createServer({ allowHalfOpen: true }, accept).listen(port, host).on("error", () => {}));
  }
}
