import { Component, type ReactNode } from 'react';

interface Props {
  children: ReactNode;
  /** Stands in the place of what can't be drawn. */
  fallback: (error: Error) => ReactNode;
  /** What is drawn; with another one it is tried again. */
  of?: string | undefined;
}

interface State {
  readonly error: Error | null;
}

/** Keeps a failure of drawing to the part it happened in. */
export class Boundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate(before: Props) {
    if (before.of !== this.props.of && this.state.error) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    return error ? this.props.fallback(error) : this.props.children;
  }
}
