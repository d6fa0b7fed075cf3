"use client";
import { CopyButton } from "@/components/ui/copy-button";

interface AddressRowProps {
  readonly label: string;
  /** What the button does, said in full. */
  readonly copy: string;
  readonly address: string;
}

/** An address that holds no secret. */
export function AddressRow({ label, copy, address }: AddressRowProps) {
  return (
    <div>
      <p className="text-small text-muted">{label}</p>
      <div className="mt-1 flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-48 rounded-sm bg-sunken px-2 py-1.5 font-mono break-all">
          {address}
        </code>
        <CopyButton label={copy} text={address} />
      </div>
    </div>
  );
}
