import { byId } from './dom.js';
import { bytes, count, percent } from './numbers.js';
import { openEventStream } from './event-stream.js';
import { Plot } from './plot.js';
import { Status } from './status.js';
import { WirePane } from './wire-pane.js';

/** Monitor: an EventSource that stays open until it is stopped. */
export function startMonitor() {
  const status = new Status('monitor');
  const wire = new WirePane(document.querySelector('#monitor .wire'));
  const plots = {
    cpu: new Plot(byId('plot-cpu'), { floor: 10 }),
    memory: new Plot(byId('plot-memory')),
    allocations: new Plot(byId('plot-allocations'), { floor: 1000 }),
    threads: new Plot(byId('plot-threads'), { floor: 4 }),
  };
  let stream = null;
  let samples = 0;

  const end = () => {
    stream?.close();
    stream = null;
    byId('monitor-start').disabled = false;
    byId('monitor-stop').disabled = true;
  };

  const begin = () => {
    stream?.close();
    status.set('opening');
    byId('monitor-start').disabled = true;
    byId('monitor-stop').disabled = false;
    stream = openEventStream(`monitor?interval=${byId('monitor-interval').value}`, ['machine', 'sample'], {
      open: () => status.set('live'),
      lost: () => status.set('lost'),
      failed(message) {
        end();
        status.fail(message);
      },
      event(name, data, frame) {
        wire.add(frame);
        if (name === 'machine') {
          showMachine(data);
        } else {
          byId('monitor-samples').textContent = count(++samples);
          showSample(data, plots);
        }
      },
    });
  };

  byId('monitor-start').addEventListener('click', begin);
  byId('monitor-interval').addEventListener('change', () => stream && begin());
  byId('monitor-stop').addEventListener('click', () => {
    end();
    status.set('stopped');
  });
}

function showMachine({ runtime, system, processors, memoryBytes, serverGc }) {
  byId('monitor-machine').textContent =
    `${runtime} on ${system}, ${processors} processors, ${bytes(memoryBytes)} of memory, ${serverGc ? 'server' : 'workstation'} garbage collector.`;
}

function showSample(sample, plots) {
  plots.cpu.add(sample.processCpu, sample.machineCpu);
  plots.memory.add(sample.workingSetBytes, sample.heapBytes);
  plots.allocations.add(sample.allocatedBytesPerSecond);
  plots.threads.add(sample.poolThreads, sample.poolQueue);

  byId('monitor-cpu').textContent = percent(sample.processCpu);
  byId('monitor-machine-cpu').textContent = sample.machineCpu === null ? '' : `machine ${percent(sample.machineCpu)}`;
  byId('monitor-working').textContent = bytes(sample.workingSetBytes);
  byId('monitor-heap').textContent = `heap ${bytes(sample.heapBytes)}`;
  byId('monitor-allocations').textContent = `${bytes(sample.allocatedBytesPerSecond)}/s`;
  byId('monitor-threads').textContent = count(sample.poolThreads);
  byId('monitor-queue').textContent = `${count(sample.poolQueue)} waiting`;
  byId('monitor-collections').textContent = `${sample.gen0} / ${sample.gen1} / ${sample.gen2}`;
  byId('monitor-streams').textContent = count(sample.openStreams);
}
