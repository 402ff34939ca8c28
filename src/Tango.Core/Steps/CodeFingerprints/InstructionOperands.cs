namespace Tango.Steps.CodeFingerprints;

/// <summary>The sizes of the operands of IL instructions (ECMA-335, III).</summary>
internal static class InstructionOperands
{
    /// <summary>An operand that is a metadata token.</summary>
    internal const int Token = -1;

    /// <summary>The operand of <c>switch</c>: a count, then as many branches.</summary>
    internal const int Switch = -2;

    internal const int TwoBytePrefix = 0xFE;

    /// <summary>The operand's size in bytes, <see cref="Token"/> or <see cref="Switch"/>.</summary>
    internal static int OneByte(int opcode) => opcode switch
    {
        >= 0x0E and <= 0x13 => 1, // ldarg.s … stloc.s
        0x1F => 1, // ldc.i4.s
        0x20 or 0x22 => 4, // ldc.i4, ldc.r4
        0x21 or 0x23 => 8, // ldc.i8, ldc.r8
        >= 0x27 and <= 0x29 => Token, // jmp, call, calli
        >= 0x2B and <= 0x37 => 1, // short branches
        >= 0x38 and <= 0x44 => 4, // branches
        0x45 => Switch,
        >= 0x6F and <= 0x75 => Token, // callvirt … isinst
        0x79 => Token, // unbox
        >= 0x7B and <= 0x81 => Token, // ldfld … stobj
        0x8C or 0x8D or 0x8F => Token, // box, newarr, ldelema
        >= 0xA3 and <= 0xA5 => Token, // ldelem, stelem, unbox.any
        0xC2 or 0xC6 or 0xD0 => Token, // refanyval, mkrefany, ldtoken
        0xDD => 4, // leave
        0xDE => 1, // leave.s
        _ => 0,
    };

    /// <summary>The operand's size in bytes, or <see cref="Token"/>.</summary>
    /// <param name="opcode">The byte after the prefix.</param>
    internal static int TwoBytes(int opcode) => opcode switch
    {
        0x06 or 0x07 => Token, // ldftn, ldvirtftn
        >= 0x09 and <= 0x0E => 2, // ldarg … stloc
        0x12 or 0x19 => 1, // unaligned, no
        0x15 or 0x16 or 0x1C => Token, // initobj, constrained, sizeof
        _ => 0,
    };
}
